using EdgeActors.Aws.S3;
using EdgeActors.Configuration;
using EdgeActors.Storage.Files;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Packages.Downloading;

/// <summary>
/// Fetches packages into a folder, and goes on where an earlier try ended: every few MiB the bytes are fsynced and a note says how many there are. Bytes
/// behind the note's count are cut off, since after a power cut they may be anything.
/// </summary>
/// <param name="folder">The folder of downloads.</param>
/// <param name="source">Where packages are.</param>
/// <param name="options">Limits.</param>
/// <param name="room">Bytes that are free on the disk.</param>
/// <param name="time">The clock of limits.</param>
/// <param name="log">Where it says what it does.</param>
internal sealed class PackageDownload(
    DurableFolder folder, IPackageSource source, PackageOptions options, Func<long> room, TimeProvider time, ILogger log)
{
    /// <summary>Bytes between two notes.</summary>
    public const long BytesPerNote = 8L << 20;

    private const int BlockBytes = 128 << 10;
    private const int BytesPerUnpackedByte = 2;

    /// <summary>Name of the note of a download.</summary>
    public static string NoteOf(string key) => key + ".json";

    /// <summary>Name of the bytes of a download.</summary>
    public static string BytesOf(string key) => key + ".part";

    /// <summary>Fetches what is missing.</summary>
    /// <param name="url">The package.</param>
    /// <param name="key">Names the download.</param>
    /// <param name="target">Where the package will be, for the note; null when it is not known.</param>
    /// <param name="cancelled">Ends it; what is there is kept.</param>
    /// <exception cref="PackageException">Not there, not allowed, too large, no room, too slow.</exception>
    /// <exception cref="PackageSourceException">Not reached, not allowed, not there.</exception>
    /// <exception cref="StorageException">The disk.</exception>
    public async Task<DownloadedPackage> RunAsync(string url, string key, string? target, CancellationToken cancelled)
    {
        using PackageDigests digests = new();
        DownloadNote? before = Stored(url, key, digests);
        DownloadNote whole = before is { IsComplete: true } ? before : await FetchAsync(url, key, before, target, digests, cancelled);
        (string sha1, string sha256) = digests.Finish();
        return new DownloadedPackage(BytesOf(key), whole.TotalBytes, sha1, sha256, WasResumed: before?.Version == whole.Version);
    }

    /// <summary>Removes a download.</summary>
    public void ThrowAway(string key) => folder.Remove("", [NoteOf(key), BytesOf(key)]);

    private async Task<DownloadNote> FetchAsync(
        string url, string key, DownloadNote? before, string? target, PackageDigests digests, CancellationToken cancelled)
    {
        using PutClock clock = new(options.Stall, LongestFor(options.MaxBytes), time, cancelled);
        try
        {
            return await FetchAsync(url, key, before, target, digests, clock);
        }
        catch (OperationCanceledException) when (!cancelled.IsCancellationRequested)
        {
            throw new PackageException(
                $"the download stood still for {options.Stall.TotalSeconds:0} s (edgeactors_package_stall_seconds), or crept; it goes on later", isTransient: true);
        }
    }

    private async Task<DownloadNote> FetchAsync(
        string url, string key, DownloadNote? before, string? target, PackageDigests digests, PutClock clock)
    {
        PackageStream stream = await source.OpenAsync(url, before?.StoredBytes ?? 0, before?.Version, clock.Token).WaitAsync(clock.Token);
        await using (stream.Content)
        {
            clock.Progress();
            bool goesOn = before is not null && stream.Offset == before.StoredBytes && stream.TotalBytes == before.TotalBytes;
            if (before is not null && !goesOn)
            {
                log.DownloadBeginsAnew(url, before.StoredBytes);
                _ = digests.Finish();
                ThrowAway(key);
            }

            if (!goesOn && stream.Offset != 0)
            {
                throw new PackageException("the source went on with another package than the one that the download began with", isTransient: true);
            }

            if (goesOn)
            {
                log.DownloadGoesOn(url, stream.Offset, stream.TotalBytes);
            }

            Admit(stream);
            DownloadNote note = new(url, stream.Version, stream.TotalBytes, stream.Offset, target);
            return await StoreAsync(stream.Content, key, note, digests, clock);
        }
    }

    private async Task<DownloadNote> StoreAsync(Stream content, string key, DownloadNote begun, PackageDigests digests, PutClock clock)
    {
        DownloadNote note = begun;
        long received = begun.StoredBytes;
        byte[] block = new byte[BlockBytes];
        using OpenedFile file = folder.OpenAppend(BytesOf(key));
        file.Truncate(received);
        try
        {
            while (await content.ReadAsync(block, clock.Token).AsTask().WaitAsync(clock.Token) is > 0 and int read)
            {
                clock.Progress();
                if (read > note.TotalBytes - received)
                {
                    ThrowAway(key);
                    throw new PackageException($"the source sends more than the {note.TotalBytes} bytes that it announced");
                }

                file.Write(block.AsSpan(0, read));
                digests.Append(block.AsSpan(0, read));
                received += read;
                if (received - note.StoredBytes >= BytesPerNote)
                {
                    note = await NoteAsync(file, key, note with { StoredBytes = received });
                }
            }
        }
        catch (Exception e) when (received > note.StoredBytes && e is not (PackageException or StorageException))
        {
            await NoteAsync(file, key, note with { StoredBytes = received });
            throw;
        }

        note = await NoteAsync(file, key, note with { StoredBytes = received });
        return note.IsComplete
            ? note
            : throw new PackageException($"the source ended after {received} of {note.TotalBytes} bytes; the download goes on later", isTransient: true);
    }

    private async Task<DownloadNote> NoteAsync(OpenedFile file, string key, DownloadNote note)
    {
        file.Sync();
        await note.WriteAsync(folder, NoteOf(key));
        return note;
    }

    // Null when there is nothing to go on with; bytes fewer than the note says cannot be trusted either.
    private DownloadNote? Stored(string url, string key, PackageDigests digests)
    {
        if (DownloadNote.Read(folder, NoteOf(key)) is not { } note || note.Url != url || !(folder.LengthOf(BytesOf(key)) >= note.StoredBytes))
        {
            return null;
        }

        using SegmentStream stored = new(folder.OpenRead(BytesOf(key)), 0, note.StoredBytes);
        byte[] block = new byte[BlockBytes];
        for (int read = stored.Read(block); read > 0; read = stored.Read(block))
        {
            digests.Append(block.AsSpan(0, read));
        }

        return note;
    }

    private void Admit(PackageStream stream)
    {
        options.Admit(stream.TotalBytes);

        // Twice its size is a first guess at what it unpacks to; each file is compared with the room that is left before it is written.
        long needed = stream.TotalBytes - stream.Offset + Math.Min(options.Unpacked.Bytes, BytesPerUnpackedByte * stream.TotalBytes) + options.Reserve;
        long free = room();
        if (free < needed)
        {
            throw new PackageException(
                $"the disk has {ByteSize.Show(free)} free, and the package needs {ByteSize.Show(needed)} with what stays free "
                + "(edgeactors_package_reserve): make room",
                isTransient: true);
        }
    }

    private TimeSpan LongestFor(long bytes) => options.Stall + TimeSpan.FromSeconds((double)bytes / options.SlowestRate);
}
