using System.Globalization;
using System.Runtime.InteropServices;
using EdgeActors.Models;

namespace EdgeActors.Engines.Onnx.Interop;

/// <summary>Finds, loads and checks the ONNX Runtime library.</summary>
internal static unsafe class OrtLibrary
{
    /// <summary>The name of the packaged library on this system.</summary>
    public static string FileName => OperatingSystem.IsWindows() ? "onnxruntime.dll" : "libonnxruntime.so.1";

    /// <summary>Loads <paramref name="path"/>, or the packaged library. It stays loaded until the process ends.</summary>
    /// <exception cref="ModelFaultException">FailedPrecondition: missing, no library of this system, or too old.</exception>
    public static OrtApi Load(string? path)
    {
        string file = path ?? Path.Combine(AppContext.BaseDirectory, FileName);
        if (!File.Exists(file))
        {
            throw Unusable(file, "there is no such file");
        }

        TurnTelemetryOff();
        if (!NativeLibrary.TryLoad(file, out nint library))
        {
            throw Unusable(file, "it is not a library that this system can load");
        }

        if (!NativeLibrary.TryGetExport(library, "OrtGetApiBase", out nint getBase))
        {
            throw Unusable(file, "it is a library, but not ONNX Runtime");
        }

        nint* apiBase = (nint*)((delegate* unmanaged<nint>)getBase)();
        string version = Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)apiBase[1])()) ?? string.Empty;
        uint level = Math.Min(LevelOf(version), OrtApi.NewestLevel);
        nint table = level < OrtApi.OldestLevel ? 0 : ((delegate* unmanaged<uint, nint>)apiBase[0])(level);
        return table != 0
            ? new OrtApi(table, level, version)
            : throw Unusable(file, $"it is ONNX Runtime {version}, and 1.{OrtApi.OldestLevel} or newer is needed");
    }

    /// <summary>The level of a version's function table, which is its second number; 0 when the version is not understood.</summary>
    internal static uint LevelOf(string version)
    {
        string[] parts = version.Split('.');
        return parts is ["1", _, ..] && uint.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out uint level) ? level : 0;
    }

    /// <summary>
    /// ONNX Runtime has a telemetry uploader on every system since 1.29, and it starts with the environment, before a switch in the
    /// C API can be reached. This variable is its only early one.
    /// </summary>
    private static void TurnTelemetryOff()
    {
        const string name = "ORT_DISABLE_TELEMETRY";
        if (!NativeEnvironment.Set(name, "1"))
        {
            throw new ModelFaultException(FaultCode.Internal, $"The telemetry of ONNX Runtime cannot be turned off: setting {name} failed.");
        }
    }

    private static ModelFaultException Unusable(string file, string why) => new(
        FaultCode.FailedPrecondition,
        $"ONNX models cannot be loaded: the ONNX Runtime library '{file}' cannot be used, {why}. "
        + "Install the agent with its packaged library, or name one of this system in the agent's settings.");
}
