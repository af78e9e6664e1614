namespace EdgeActors.Specs.PowerLoss;

/// <summary>One thing that a recorded run did to its folder, or told its client.</summary>
internal abstract record DiskEvent
{
    /// <summary>Bytes were written to a file; durable with the file's next <see cref="Synced"/>.</summary>
    public sealed record Written(string Path, long Offset, byte[] Data) : DiskEvent;

    /// <summary>A file got a length.</summary>
    public sealed record Truncated(string Path, long Length) : DiskEvent;

    /// <summary>A file came into being under a name that was free.</summary>
    public sealed record Created(string Path) : DiskEvent;

    /// <summary>A folder came into being.</summary>
    public sealed record FolderCreated(string Path) : DiskEvent;

    /// <summary>A name went over to another, replacing what was there.</summary>
    public sealed record Renamed(string From, string To) : DiskEvent;

    /// <summary>A name was removed.</summary>
    public sealed record Removed(string Path) : DiskEvent;

    /// <summary>fsync or fdatasync of a file or folder ended well.</summary>
    public sealed record Synced(string Path) : DiskEvent;

    /// <summary>The client heard that this capture is stored.</summary>
    public sealed record Acknowledged(string Id) : DiskEvent;
}
