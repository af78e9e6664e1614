using System.Runtime.InteropServices;
using EdgeActors.Engines.Onnx.Interop;
using EdgeActors.Models;

namespace EdgeActors.Specs.Engines.Onnx.Loading;

public sealed partial class OrtLibrarySpecs
{
    [Theory]
    [InlineData("1.30.0", 30)]
    [InlineData("1.16.3", 16)]
    [InlineData("2.1.0", 0)]
    [InlineData("1", 0)]
    [InlineData("", 0)]
    [InlineData("1.x.0", 0)]
    public void Level_is_the_second_number_of_version_1(string version, int level) => Assert.Equal((uint)level, OrtLibrary.LevelOf(version));

    [Fact]
    public void Missing_library_is_told_with_its_path_and_the_remedy()
    {
        ModelFault fault = Assert.Throws<ModelFaultException>(() => OrtLibrary.Load("/nowhere/libonnxruntime.so")).Fault;

        Assert.Equal(FaultCode.FailedPrecondition, fault.Code);
        Assert.Contains("'/nowhere/libonnxruntime.so' cannot be used, there is no such file", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void File_that_is_no_library_is_told_so() => Assert.Contains(
        "not a library", Assert.Throws<ModelFaultException>(() => OrtLibrary.Load(typeof(OrtLibrarySpecs).Assembly.Location)).Message, StringComparison.Ordinal);

    [Fact]
    public void Packaged_library_has_what_the_engine_needs()
    {
        OrtApi api = OrtLibrary.Load(null);

        Assert.Equal("1.30.0", api.Version);
        Assert.True(api.HasLoadCancellation);
        Assert.True(api.HasUnknownRank);
    }

    [Fact]
    public void Telemetry_is_off_for_the_library_itself()
    {
        OrtLibrary.Load(null);

        string? seen = OperatingSystem.IsWindows()
            ? Environment.GetEnvironmentVariable("ORT_DISABLE_TELEMETRY")
            : Marshal.PtrToStringUTF8(GetEnv("ORT_DISABLE_TELEMETRY"));
        Assert.Equal("1", seen);
    }

    [LibraryImport("libc", EntryPoint = "getenv", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint GetEnv(string name);
}
