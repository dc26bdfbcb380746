// The explorer waits until the process's pool is quiet: neighbours that keep it busy would only cost time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
