"""`python -m leadpact` is the same as `leadpact`."""

import sys

from leadpact.cli import main

sys.exit(main())
