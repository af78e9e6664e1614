using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace EdgeActors.Grpc.Authority;

/// <summary>
/// The client's bytes on their way to the server, with authorities made valid. It copies nothing: the server sees the connection's
/// own buffers, only the beginning of an unfinished header block is held back. Once there is nothing to do it only forwards.
/// </summary>
internal sealed class AuthorityPipeReader(PipeReader inner) : PipeReader
{
    private readonly AuthorityFrames _frames = new();
    private ReadOnlySequence<byte> _received;
    private long _passed;
    private long _examined;
    private bool _lent;

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) =>
        _frames.Done ? inner.ReadAsync(cancellationToken) : ReadAndPassAsync(cancellationToken);

    public override bool TryRead(out ReadResult result)
    {
        if (!inner.TryRead(out result))
        {
            return false;
        }

        if (_frames.Done || TryLend(ref result))
        {
            return true;
        }

        result = default;
        return false;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        if (!_lent)
        {
            inner.AdvanceTo(consumed, examined);
            return;
        }

        _lent = false;
        var taken = _received.Slice(0, consumed).Length;
        var seen = _received.Slice(0, examined).Length;
        var holding = _received.Length > _passed;
        var end = _received.End;
        var sawAll = seen == _passed;
        _passed -= taken;
        _examined = seen - taken;
        _received = default;

        // Held bytes count as examined, or the next read would return at once with nothing new to lend.
        inner.AdvanceTo(consumed, holding && sawAll ? end : examined);
    }

    public override void CancelPendingRead() => inner.CancelPendingRead();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReadResult> ReadAndPassAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await inner.ReadAsync(cancellationToken);
            if (TryLend(ref result))
            {
                return result;
            }
        }
    }

    private bool TryLend(ref ReadResult result)
    {
        var buffer = result.Buffer;
        _passed += _frames.Pass(buffer.Slice(_passed));

        // A block that the connection's end cuts off is the server's to judge.
        if (result.IsCompleted)
        {
            _passed = buffer.Length;
        }

        if (_passed <= _examined && !result.IsCompleted && !result.IsCanceled)
        {
            inner.AdvanceTo(buffer.Start, buffer.End);
            return false;
        }

        (_received, _lent) = (buffer, true);
        result = new ReadResult(buffer.Slice(0, _passed), result.IsCanceled, result.IsCompleted);
        return true;
    }
}
