"""Run the command line as `python -m sayso`.

In: arguments. Out: what the command prints.
"""

from sayso.cli import main

if __name__ == "__main__":
    main()
