using EdgeActors.Models.Tensors;

namespace EdgeActors.Engines.Onnx.Running;

/// <summary>Names as an array of C strings at fixed addresses, made once per session and used by every run.</summary>
internal sealed unsafe class TensorNames
{
    private readonly byte[] _text;
    private readonly nint[] _pointers;

    public TensorNames(IReadOnlyCollection<TensorSpec> tensors)
    {
        _text = GC.AllocateArray<byte>(tensors.Sum(tensor => tensor.Name.Bytes.Length + 1), pinned: true);
        _pointers = GC.AllocateArray<nint>(tensors.Count, pinned: true);
        int at = 0;
        int index = 0;
        foreach (TensorSpec tensor in tensors)
        {
            tensor.Name.Bytes.CopyTo(_text.AsSpan(at));
            _pointers[index++] = AddressOf(_text, at);
            at += tensor.Name.Bytes.Length + 1;
        }
    }

    /// <summary>Address of the array of addresses.</summary>
    public byte** Pointers => (byte**)AddressOf(_pointers, 0);

    private static nint AddressOf<T>(T[] pinned, int index)
        where T : unmanaged => pinned.Length == 0 ? 0 : System.Runtime.InteropServices.Marshal.UnsafeAddrOfPinnedArrayElement(pinned, index);
}
