namespace EdgeActors.Fleet.Publishing;

/// <summary>Where packages of a fleet are put: its bucket or its folder.</summary>
internal interface IPackageShelf : IDisposable
{
    /// <summary>Puts a package whole and durable under a key of the tree.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="package">The package.</param>
    /// <param name="progress">Told how many bytes are on their way.</param>
    /// <param name="cancelled">Ends the call.</param>
    /// <exception cref="Operating.OperatorException">It cannot be put.</exception>
    Task PutAsync(string key, LocalPackage package, IProgress<long> progress, CancellationToken cancelled);
}
