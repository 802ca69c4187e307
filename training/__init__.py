"""Make the weights that travel in the package: data, model, fine-tuning, export. Needs the `training` extra."""
