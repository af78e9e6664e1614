using System.Security.Cryptography;
using EdgeActors.Upload;

namespace EdgeActors.Aws.S3;

/// <summary>
/// The next so many bytes of a content, given to the SDK as a stream of its own: tells the clock about progress, remembers when it was the
/// content that failed and not S3, and knows the MD5 of what was read.
/// </summary>
internal sealed class MeasuredContent : Stream
{
    private readonly Stream _content;
    private readonly long _start;
    private readonly long _length;
    private readonly PutClock _clock;
#pragma warning disable CA2213 // The SDK closes what it is given, but the hash is asked afterwards and ends in End.
    private readonly IncrementalHash? _md5;
#pragma warning restore CA2213
    private long _position;

    /// <param name="content">Read from where it stands; stays open.</param>
    /// <param name="length">Bytes that it must still have.</param>
    /// <param name="clock">Told about every read.</param>
    /// <param name="withMd5">Whether <see cref="Md5"/> will be asked.</param>
    public MeasuredContent(Stream content, long length, PutClock clock, bool withMd5)
    {
        (_content, _length, _clock) = (content, length, clock);
        _start = content.CanSeek ? content.Position : 0;
        _md5 = withMd5 ? IncrementalHash.CreateHash(HashAlgorithmName.MD5) : null;
    }

    /// <summary>Why the content could not be read; null when it could.</summary>
    public SinkResult? Fault { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => _content.CanSeek;

    public override bool CanWrite => false;

    public override long Length => _length;

    public override long Position
    {
        get => _position;
        set => Seek(value, SeekOrigin.Begin);
    }

    /// <summary>Lower-case hex MD5 of all bytes, null when they were not all read or it was not wanted.</summary>
    public string? Md5() => _md5 is not null && _position == _length ? Convert.ToHexStringLower(_md5.GetCurrentHash()) : null;

    /// <summary>Nothing is read any more.</summary>
    public void End() => _md5?.Dispose();

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int wanted = Wanted(buffer.Length);
        try
        {
            int read = wanted == 0 ? 0 : _content.Read(buffer[..wanted]);
            return Took(buffer[..read], wanted);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Fault ??= ContentFault.Of(failure, "read");
            throw;
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int wanted = Wanted(buffer.Length);
        try
        {
            int read = wanted == 0 ? 0 : await _content.ReadAsync(buffer[..wanted], cancellationToken);
            return Took(buffer.Span[..read], wanted);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Fault ??= ContentFault.Of(failure, "read");
            throw;
        }
    }

    /// <summary>Only back to the begin or to where it stands: what else the SDK asks for would make the MD5 wrong.</summary>
    public override long Seek(long offset, SeekOrigin origin)
    {
        long target = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => _position + offset,
            _ => _length + offset,
        };
        if (target == _position)
        {
            return target;
        }

        if (target != 0)
        {
            throw new NotSupportedException($"The content is read from its begin only, not from {target}.");
        }

        _content.Position = _start;
        _md5?.GetHashAndReset();
        return _position = 0;
    }

    public override void Flush()
    {
        // Nothing is written.
    }

    public override void SetLength(long value) => throw new NotSupportedException("The content is read only.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("The content is read only.");

    private int Wanted(int room) => (int)Math.Min(room, _length - _position);

    private int Took(ReadOnlySpan<byte> read, int wanted)
    {
        if (read.Length == 0 && wanted > 0)
        {
            Fault ??= new SinkResult(SinkOutcome.Unreadable, $"the content ends after {_position} bytes of {_length}");
            throw new EndOfStreamException(Fault.Reason);
        }

        _position += read.Length;
        _md5?.AppendData(read);
        _clock.Progress();
        return read.Length;
    }
}
