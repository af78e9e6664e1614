using System.Runtime.InteropServices;

namespace EdgeActors.Engines.Dlr.Interop;

/// <summary>libdlr's functions, found in one loaded library that stays loaded until the process ends.</summary>
internal sealed unsafe class DlrApi
{
    private readonly nint[] _functions;

    private DlrApi(string path, nint[] functions)
    {
        (Path, _functions) = (path, functions);
        byte* text = null;
        Version = ((delegate* unmanaged<byte**, int>)this[DlrFunction.GetDLRVersion])(&text) == 0 ? DlrVersion.Read(text) : DlrVersion.Unknown;
    }

    /// <summary>Where the library is, or its bare name when the system found it.</summary>
    public string Path { get; }

    /// <summary>What the library says it is.</summary>
    public DlrVersion Version { get; }

    /// <summary>The address of a function.</summary>
    public nint this[DlrFunction function] => _functions[(int)function];

    /// <summary>Looks the functions up; the names of those that the library lacks are in <paramref name="missing"/>, and then there is no result.</summary>
    public static DlrApi? Of(nint library, string path, out IReadOnlyList<string> missing)
    {
        DlrFunction[] all = Enum.GetValues<DlrFunction>();
        nint[] functions = new nint[all.Length];
        missing = [.. all.Where(function => !NativeLibrary.TryGetExport(library, function.ToString(), out functions[(int)function])).Select(f => f.ToString())];
        return missing.Count == 0 ? new DlrApi(path, functions) : null;
    }

    /// <summary>The calling thread's last error: never cleared by libdlr, so it may be that of a call long ago.</summary>
    public string LastError() => Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)this[DlrFunction.DLRGetLastError])()) ?? string.Empty;
}
