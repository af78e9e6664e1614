using EdgeActors.Storage.Files;
using EdgeActors.Wording;

namespace EdgeActors.Packages.Sources;

/// <summary>A descriptor of a foreign file with the duty to close it.</summary>
internal sealed class Descriptor(IFileCalls calls, int descriptor, string path) : IDisposable
{
    private int _descriptor = descriptor;

    /// <summary>What it leads to.</summary>
    /// <exception cref="PackageSourceException">It is no regular file.</exception>
    public FileStatus Status()
    {
        int looked = calls.Status(_descriptor, out FileStatus status);
        return looked < 0 ? throw Broken(looked)
            : status.Kind == FileKind.File ? status
            : throw new PackageSourceException(isTransient: false, $"{Printable.Of(path)} is no regular file");
    }

    /// <summary>Reads.</summary>
    /// <exception cref="PackageSourceException">It cannot be read now.</exception>
    public int Read(Span<byte> bytes, long place)
    {
        int read = calls.Read(_descriptor, bytes, place);
        return read >= 0 ? read : throw Broken(read);
    }

    public void Dispose()
    {
        int open = Interlocked.Exchange(ref _descriptor, -1);
        if (open >= 0)
        {
            _ = calls.Close(open);
        }
    }

    private PackageSourceException Broken(int error) =>
        new(isTransient: true, StorageException.From(-error, $"cannot read {Printable.Of(path)}").Message);
}

/// <summary>A file from a place on, read once; owns the descriptor. Ends where the file ended when it was opened.</summary>
internal sealed class DescriptorStream(Descriptor file, long begin, long end) : Stream
{
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => end - begin;

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int wanted = (int)Math.Min(end - begin - _read, buffer.Length);
        int read = wanted == 0 ? 0 : file.Read(buffer[..wanted], begin + _read);
        _read += read;
        return read;
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void Flush()
    {
        // Nothing is ever written.
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        file.Dispose();
        base.Dispose(disposing);
    }
}
