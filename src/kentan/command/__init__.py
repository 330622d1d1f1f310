"""The code behind `./kentan`: what a person types, one module per command."""
