using EdgeActors.Storage.Files;

namespace EdgeActors.Packages.Sources;

/// <summary>A file of a foreign folder from a place on, read once; owns the file. Ends where the file ended when it was opened.</summary>
internal sealed class FolderPackageStream(OpenedFile file, long begin) : Stream
{
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => file.Length - begin;

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int wanted = (int)Math.Min(Length - _read, buffer.Length);
        try
        {
            int read = wanted == 0 ? 0 : file.Read(buffer[..wanted], begin + _read);
            _read += read;
            return read;
        }
        catch (StorageException failure)
        {
            // The source's disk, not the device's own.
            throw new PackageSourceException(isTransient: true, failure.Message, failure);
        }
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
