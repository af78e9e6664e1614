using System.Security.Cryptography;

namespace EdgeActors.Fleet.Publishing;

/// <summary>
/// A package on its way: tells how far it is, and fails at its end when the file is not the one whose digest was taken, so that no other bytes ever
/// stand under a name that holds that digest. Seekable because the SDK sends parts of seekable streams only; what is read again is not hashed again.
/// </summary>
/// <param name="file">Which file.</param>
/// <param name="progress">Told how many bytes have been read.</param>
internal sealed class MeasuredFile(LocalPackage file, IProgress<long> progress) : Stream
{
    private readonly FileStream _source =
        new(file.Path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _position;
    private long _hashed;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => file.Bytes;

    public override long Position
    {
        get => _position;
        set => Seek(value, SeekOrigin.Begin);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer) => Measured(buffer, _source.Read(buffer));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await _source.ReadAsync(buffer, cancellationToken);
        return Measured(buffer.Span, read);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Back only: bytes that were passed over would be in no digest.</summary>
    public override long Seek(long offset, SeekOrigin origin)
    {
        long target = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => _position + offset,
            _ => file.Bytes + offset,
        };
        return target >= 0 && target <= _hashed
            ? _position = _source.Seek(target, SeekOrigin.Begin)
            : throw new NotSupportedException($"The package is read in its order, not from {target}.");
    }

    public override void Flush()
    {
        // Nothing is written.
    }

    public override void SetLength(long value) => throw new NotSupportedException("The package is read only.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("The package is read only.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _source.Dispose();
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }

    // The last bytes are handed over only when they are right: whoever takes all announced bytes and no more has then been told.
    private int Measured(ReadOnlySpan<byte> buffer, int read)
    {
        int known = (int)Math.Clamp(_hashed - _position, 0, read);
        _hash.AppendData(buffer[known..read]);
        _position += read;
        _hashed = Math.Max(_hashed, _position);
        progress.Report(_position);
        if (read > known && _hashed >= file.Bytes && (_hashed != file.Bytes || Convert.ToHexStringLower(_hash.GetCurrentHash()) != file.Sha256))
        {
            throw new IOException($"{file.Path} was changed while it was uploaded");
        }

        return read;
    }
}
