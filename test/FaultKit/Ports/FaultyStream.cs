namespace EdgeActors.FaultKit;

/// <summary>
/// A stream that gives or takes only a part of its bytes, turns a bit over, or is slow. A cut read ends early, as if there were no
/// more; a cut write writes its part and fails.
/// </summary>
public sealed class FaultyStream : Stream
{
    private readonly Stream _inner;
    private readonly ByteChange _change;
    private readonly TimeSpan _pause;
    private readonly TimeProvider _clock;
    private long _length = -1;
    private long _passed;

    internal FaultyStream(Stream inner, ByteChange change, TimeSpan pause = default, TimeProvider? clock = null) =>
        (_inner, _change, _pause, _clock) = (inner, change, pause, clock ?? TimeProvider.System);

    /// <inheritdoc />
    public override bool CanRead => _inner.CanRead;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => _inner.CanWrite;

    /// <inheritdoc />
    public override long Length => throw new NotSupportedException("The length of a faulty stream is not to be relied on; read to its end.");

    /// <inheritdoc />
    public override long Position
    {
        get => _passed;
        set => throw new NotSupportedException("A faulty stream cannot be moved; read it from its begin.");
    }

    /// <summary>Only so much of it passes; of a stream that cannot say its length, so much of the first piece.</summary>
    /// <param name="inner">Disposed with this one.</param>
    /// <param name="percent">0 to 99.</param>
    public static FaultyStream Half(Stream inner, int percent = 50) => new(inner, ByteChange.Cut(percent));

    /// <summary>The bit in the middle is wrong; of a stream that cannot say its length, in the middle of the first piece.</summary>
    public static FaultyStream WrongBytes(Stream inner) => new(inner, ByteChange.Wrong);

    /// <summary>Every read and write takes longer.</summary>
    public static FaultyStream Slow(Stream inner, TimeSpan pause, TimeProvider clock) => new(inner, ByteChange.Cut(100), pause, clock);

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    /// <inheritdoc />
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await PauseAsync(cancellationToken);
        if (_length < 0 && _inner.CanSeek)
        {
            _length = _inner.Length - _inner.Position;
        }

        int read = await _inner.ReadAsync(buffer, cancellationToken);
        return Pass(buffer.Span[..read], read);
    }

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => WriteAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    /// <inheritdoc />
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await PauseAsync(cancellationToken);
        byte[] passed = buffer.ToArray();
        int kept = Pass(passed, passed.Length);
        await _inner.WriteAsync(passed.AsMemory(0, kept), cancellationToken);
        if (kept < passed.Length)
        {
            throw new IOException("injected: only a part was written");
        }
    }

    /// <inheritdoc />
    public override void Flush() => _inner.Flush();

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("A faulty stream cannot be moved; read it from its begin.");

    /// <inheritdoc />
    public override void SetLength(long value) => _inner.SetLength(value);

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Changes a piece in place and says how much of it passes.</summary>
    private int Pass(Span<byte> piece, int count)
    {
        if (_length < 0)
        {
            _length = count;
        }

        long wrong = _change.Flips ? (_length / 2) - _passed : -1;
        if (wrong >= 0 && wrong < count)
        {
            piece[(int)wrong] ^= 1;
        }

        int kept = _change.Percent == 100 ? count : (int)Math.Clamp(_change.Kept(_length) - _passed, 0, count);
        _passed += kept;
        return kept;
    }

    private Task PauseAsync(CancellationToken cancelled) => _pause > TimeSpan.Zero ? Task.Delay(_pause, _clock, cancelled) : Task.CompletedTask;
}
