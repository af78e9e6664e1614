using EdgeActors.Fleet.Documents;
using EdgeActors.Storage.Files;

namespace EdgeActors.Fleet.Stores;

/// <summary>What failed file calls mean to who waits for a fleet.</summary>
internal static class FolderFault
{
    public static DocumentStoreException Of(StorageException failure, string folder) => failure.Fault switch
    {
        StorageFault.Missing => new(
            FleetFaultKind.Unreachable, $"the folder {folder} is not there: mount the share, plug the stick in, or correct the path ({failure.Message})", failure),
        StorageFault.DiskFull => new(FleetFaultKind.Unreachable, $"the folder {folder} is full: make room ({failure.Message})", failure),
        StorageFault.ReadOnly when failure.Error == Errors.ReadOnlySystem => new(
            FleetFaultKind.Unreachable, $"the folder {folder} is read-only: mount it for writing ({failure.Message})", failure),
        StorageFault.ReadOnly => new(
            FleetFaultKind.Denied, $"this user may not do that in {folder}: give it the rights of docs/fleet.md ({failure.Message})", failure),
        StorageFault.Unsafe => new(
            FleetFaultKind.Unusable, $"a link, or something else that is no folder or file, is in the way in {folder}: remove it ({failure.Message})", failure),
        _ => new(FleetFaultKind.Unreachable, $"the folder {folder} fails: {failure.Message}", failure),
    };
}
