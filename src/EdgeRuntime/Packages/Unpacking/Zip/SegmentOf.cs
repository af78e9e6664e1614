namespace EdgeActors.Packages.Unpacking.Zip;

/// <summary>A part of a seekable stream, read once from front to back; the stream stays the caller's.</summary>
internal sealed class SegmentOf(Stream whole, long place, long length) : Stream
{
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int wanted = (int)Math.Min(length - _read, buffer.Length);
        if (wanted == 0)
        {
            return 0;
        }

        whole.Position = place + _read;
        int read = whole.Read(buffer[..wanted]);
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
}
