"""Posts of any Hadoop file system in, N-Triples and Parquet tables on one out: what does not fit
one machine.

What is found and decided is found and decided by the functions of the local engine, so that both
state the same triples; here is only how the work is shared out. `session.py` starts Spark;
`frames.py` lets functions of rows work on its tables; `hadoop.py` asks the file systems.
`sources.py` finds files, `reading.py` makes posts of them, and `discovery.py` finds the concepts
that the vocabulary lacks; `extraction.py` finds what each post says; `resolving.py` joins
references with the posts that they may mean, and `series.py` posts with posts. `rendering.py` makes
triples and tables of it all, and `storage.py` puts them in place when everything is done.
"""

from __future__ import annotations

from kg.spark.engine import Built, build

__all__ = ["Built", "build"]
