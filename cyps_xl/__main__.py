"""`python -m cyps_xl` is the command `cyps-xl`."""

from cyps_xl.cli import main

if __name__ == "__main__":
    main()
