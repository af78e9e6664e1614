namespace EdgeActors.Packages;

/// <summary>A package is not taken, and why, worded for the person who has to act on it.</summary>
/// <param name="message">What, why, what to do.</param>
/// <param name="isTransient">Whether trying again later may work; otherwise the package itself is refused.</param>
/// <param name="cause">The exception behind it.</param>
internal sealed class PackageException(string message, bool isTransient = false, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>Whether trying again later may work.</summary>
    public bool IsTransient { get; } = isTransient;
}
