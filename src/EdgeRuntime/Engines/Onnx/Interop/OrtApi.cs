using System.Runtime.InteropServices;

namespace EdgeActors.Engines.Onnx.Interop;

/// <summary>ONNX Runtime's table of C functions, and the errors that they return. Thread-safe, never freed.</summary>
internal sealed unsafe class OrtApi(nint table, uint level, string version)
{
    /// <summary>The oldest table that has everything the engine cannot do without: ONNX Runtime 1.16 of 2023.</summary>
    public const uint OldestLevel = 16;

    /// <summary>The newest table that the engine takes anything from.</summary>
    public const uint NewestLevel = 24;

    private readonly nint* _table = (nint*)table;

    /// <summary>The library's own version, for example <c>1.30.0</c>.</summary>
    public string Version { get; } = version;

    /// <summary>Loads can be given up while they run.</summary>
    public bool HasLoadCancellation => level >= 22;

    /// <summary>An unknown rank can be told from a scalar.</summary>
    public bool HasUnknownRank => level >= 24;

    /// <summary>The function at <paramref name="slot"/> of <see cref="OrtSlot"/>.</summary>
    public nint this[int slot] => _table[slot];

    /// <summary>Calls a function that creates an object and takes nothing.</summary>
    public nint Create(int slot)
    {
        nint made;
        Check(((delegate* unmanaged<nint*, nint>)_table[slot])(&made));
        return made;
    }

    /// <summary>Calls a function that reads one pointer-sized property of an object.</summary>
    public nint Get(int slot, nint owner)
    {
        nint got = 0;
        Check(((delegate* unmanaged<nint, nint*, nint>)_table[slot])(owner, &got));
        return got;
    }

    /// <summary>Calls a function that reads one 32-bit property of an object.</summary>
    public int GetInt(int slot, nint owner)
    {
        int got = 0;
        Check(((delegate* unmanaged<nint, int*, nint>)_table[slot])(owner, &got));
        return got;
    }

    /// <summary>Calls a function that sets one 32-bit property of an object.</summary>
    public void Set(int slot, nint owner, int value) => Check(((delegate* unmanaged<nint, int, nint>)_table[slot])(owner, value));

    /// <summary>Calls a function that adds a key and a value to an object's settings.</summary>
    public void SetEntry(int slot, nint owner, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        fixed (byte* k = key, v = value)
        {
            Check(((delegate* unmanaged<nint, byte*, byte*, nint>)_table[slot])(owner, k, v));
        }
    }

    /// <summary>Calls a function that frees an object.</summary>
    public void Release(int slot, nint owned) => ((delegate* unmanaged<nint, void>)_table[slot])(owned);

    /// <summary>Throws when <paramref name="status"/> is an error, and frees it.</summary>
    public void Check(nint status)
    {
        if (status != 0)
        {
            throw TakeError(status);
        }
    }

    private OrtException TakeError(nint status)
    {
        try
        {
            int code = ((delegate* unmanaged<nint, int>)_table[OrtSlot.GetErrorCode])(status);
            nint text = ((delegate* unmanaged<nint, nint>)_table[OrtSlot.GetErrorMessage])(status);
            return new OrtException((OrtErrorCode)code, Marshal.PtrToStringUTF8(text) ?? string.Empty);
        }
        finally
        {
            Release(OrtSlot.ReleaseStatus, status);
        }
    }
}

/// <summary>ONNX Runtime's own kinds of error, with its numbers.</summary>
internal enum OrtErrorCode
{
    Ok = 0,
    Fail = 1,
    InvalidArgument = 2,
    NoSuchFile = 3,
    NoModel = 4,
    EngineError = 5,
    RuntimeException = 6,
    InvalidProtobuf = 7,
    ModelLoaded = 8,
    NotImplemented = 9,
    InvalidGraph = 10,
    EpFail = 11,
    ModelLoadCanceled = 12,
    ModelRequiresCompilation = 13,
    NotFound = 14,
}

/// <summary>What ONNX Runtime said, word for word: for <see cref="OrtErrorText"/> to put into words of ours.</summary>
internal sealed class OrtException(OrtErrorCode code, string text) : Exception(text)
{
    /// <summary>The kind.</summary>
    public OrtErrorCode Code { get; } = code;
}
