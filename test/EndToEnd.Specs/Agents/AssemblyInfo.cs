// One agent at a time: the specs measure memory and load on machines with two cores.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
