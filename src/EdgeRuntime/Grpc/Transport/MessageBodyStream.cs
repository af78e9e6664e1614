using System.Buffers;
using System.IO.Pipelines;

namespace EdgeActors.Grpc.Transport;

/// <summary>The next <paramref name="length"/> bytes of a request body as a stream, for decompressors.</summary>
internal sealed class MessageBodyStream(PipeReader input, long length) : Stream
{
    private long _left = length;

    /// <summary>Whether the body could not be read, because its client is gone for example. Who reads it fails then by no fault of its own.</summary>
    public bool IsBroken { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_left == 0 || buffer.IsEmpty)
        {
            return 0;
        }

        IsBroken = true;
        var result = await input.ReadAsync(cancellationToken);
        IsBroken = false;
        MessageReader.ThrowIfOver(result);
        if (result.Buffer.IsEmpty && result.IsCompleted)
        {
            throw MessageFaults.CutShort();
        }

        var part = result.Buffer.Slice(0, Math.Min(Math.Min(buffer.Length, _left), result.Buffer.Length));
        part.CopyTo(buffer.Span);
        _left -= part.Length;
        var count = (int)part.Length;
        input.AdvanceTo(part.End);
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Passes over what the decompressor did not want.</summary>
    public async ValueTask SkipRestAsync()
    {
        while (_left > 0)
        {
            var result = await input.ReadAsync();
            MessageReader.ThrowIfOver(result);
            if (result.Buffer.IsEmpty && result.IsCompleted)
            {
                throw MessageFaults.CutShort();
            }

            var part = result.Buffer.Slice(0, Math.Min(_left, result.Buffer.Length));
            _left -= part.Length;
            input.AdvanceTo(part.End);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read asynchronously.");

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
