using System.Runtime.InteropServices;
using EdgeActors.Models.Tensors;

namespace EdgeActors.Models.Swap.Trial;

/// <summary>
/// Inputs that can be sent again and again. Their bytes are the trial's own and not of the memory that clients' requests share, so that a trial
/// takes nothing from them.
/// </summary>
internal static class TrialRequest
{
    public static RequestTensor[] Of(IEnumerable<TrialTensor> tensors) =>
        [.. tensors.Select(static tensor => new RequestTensor(tensor.Name, tensor.Type, tensor.Shape, new PinnedBytes(tensor.Bytes.Span)))];

    // Lives as long as somebody refers to it, which a run does that goes on after its caller has gone.
    private sealed class PinnedBytes : TensorData
    {
        private readonly byte[] _bytes;

        public PinnedBytes(ReadOnlySpan<byte> bytes)
        {
            _bytes = GC.AllocateUninitializedArray<byte>(Math.Max(bytes.Length, 1), pinned: true);
            bytes.CopyTo(_bytes);
            Length = bytes.Length;
        }

        public override nint Address => Marshal.UnsafeAddrOfPinnedArrayElement(_bytes, 0);

        public override long Length { get; }

        public override void Dispose()
        {
        }
    }
}
