using EdgeActors.Capture;
using EdgeActors.Storage.Files;

namespace EdgeActors.Storage;

/// <summary>
/// Tells content that cannot be read now from content that never can: what is taken for damaged is lost for good, so it must be sure.
/// </summary>
internal static class PassingFault
{
    /// <summary>Whether what failed so may be read later.</summary>
    public static bool Is(Exception failure) =>
        failure is SpoolException { Fault: not SpoolFault.Damaged } or StorageException { IsShortage: true };
}
