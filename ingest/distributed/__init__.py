"""Reading on several machines: articles in from any file system, claims out as Parquet and N-Quads, a partition at a time.

`plan` cuts what is to be read into partitions, `work` reads one and writes what it says, `engine` has a Dask cluster do it to all, and
`output` says what lies where and gives it back. Needs `pip install 'aigraph[dask]'`; `docs/scale.md` shows two machines.
"""
