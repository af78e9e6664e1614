using System.Runtime.InteropServices;

namespace EdgeActors.Engines.Onnx.Interop;

/// <summary>
/// An object of ONNX Runtime, freed once however its use ends. One that lives on another (a session on its environment) keeps that
/// one alive.
/// </summary>
internal sealed class OrtHandle : SafeHandle
{
    private readonly OrtApi _api;
    private readonly int _releaseSlot;
    private readonly OrtHandle? _parent;

    public OrtHandle(OrtApi api, int releaseSlot, nint owned, OrtHandle? parent = null)
        : base(0, ownsHandle: true)
    {
        (_api, _releaseSlot) = (api, releaseSlot);
        if (parent is not null)
        {
            bool added = false;
            parent.DangerousAddRef(ref added);
            _parent = parent;
        }

        SetHandle(owned);
    }

    /// <summary>Creates an object by a function that takes nothing.</summary>
    public static OrtHandle Create(OrtApi api, int createSlot, int releaseSlot) => new(api, releaseSlot, api.Create(createSlot));

    /// <summary>The object. Only while the handle is surely alive.</summary>
    public nint Address => handle;

    /// <inheritdoc />
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc />
    protected override bool ReleaseHandle()
    {
        _api.Release(_releaseSlot, handle);
        _parent?.DangerousRelease();
        return true;
    }
}
