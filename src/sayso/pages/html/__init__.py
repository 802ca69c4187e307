"""HTML pages: the article as blocks with roles, readers' comments, every character led back to the source.

In: a page. Out: a document.
"""

from sayso.pages.decoding.charset import find_charset
from sayso.pages.html.read import read_html

__all__ = ["find_charset", "read_html"]
