using EdgeActors.Configuration.Dlr;
using EdgeActors.Engines.Dlr;
using EdgeActors.Specs.Configuration.Capture;

namespace EdgeActors.Specs.Configuration.Dlr;

public sealed class DlrRulesSpecs
{
    [Fact]
    public void The_documented_example_is_understood()
    {
        DlrOptions dlr = Backend("TVM_TENSORRT_CACHE_DIR=/data/secured_folder/trt/cache; TVM_TENSORRT_CACHE_DISK_SIZE_MB=800");

        Assert.Equal(OperatingSystem.IsLinux() ? "/data/secured_folder/trt/cache" : null, dlr.CacheFolder);
        Assert.Equal(800L << 20, dlr.CacheBytes);
        Assert.Empty(dlr.Variables);
    }

    [Theory]
    [InlineData("DLRBackendOptions")]
    [InlineData("sagemaker_edge_dlr_backend_options")]
    public void Both_names_mean_the_same(string name) =>
        Assert.Equal(1L << 20, Configured.Dlr($"\"DeviceFleetName\": \"f\", \"CaptureDataDestination\": \"Disk\", \"{name}\": \"TVM_TENSORRT_CACHE_DISK_SIZE_MB=1\"").CacheBytes);

    [Fact]
    public void Without_the_option_nothing_is_set()
    {
        DlrOptions dlr = Configured.Dlr("\"edgeactors_dlr_package_library\": \"true\"");

        Assert.Equal((null, 512L << 20, true), (dlr.CacheFolder, dlr.CacheBytes, dlr.UsesPackagedLibrary));
        Assert.Empty(dlr.Variables);
    }

    [Theory]
    [InlineData("A=1;B=2")]
    [InlineData("  A = 1 ;; B=2; ")]
    [InlineData("A=1\t;\tB=2;")]
    public void Spaces_and_empty_parts_do_not_count(string text) => Assert.Equal([new("A", "1"), new("B", "2")], Parsed(text));

    [Fact]
    public void A_value_may_hold_an_equals_sign_and_spaces() => Assert.Equal([new("A", "x=1 y")], Parsed("A= x=1 y "));

    [Theory]
    [InlineData("A", "a part without '=', \"A\"")]
    [InlineData("A=1; B", "a part without '=', \"B\"")]
    [InlineData("=1", "a part whose name \"\" is no variable's")]
    [InlineData("1A=1", "a part whose name \"1A\" is no variable's")]
    [InlineData("A B=1", "a part whose name \"A B\" is no variable's")]
    [InlineData("A=", "gives A no value that can be set")]
    [InlineData("A=x\u0001", "gives A no value that can be set")]
    [InlineData("A=1; A=2", "gives A twice")]
    public void A_bad_part_is_told(string text, string told)
    {
        BackendOptions.Parse(text, out IReadOnlyList<(string Rule, string Fix)> faults);

        Assert.Contains(told, Assert.Single(faults).Rule, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_fault_is_told_at_once_with_its_key()
    {
        string[] faults = Configured.Faults(
            "\"sagemaker_edge_dlr_backend_options\": \"A; TVM_TENSORRT_CACHE_DIR=trt; TVM_TENSORRT_CACHE_DISK_SIZE_MB=0\", \"edgeactors_dlr_load_seconds\": 0, \"edgeactors_dlr_treelite_reloads\": 100001");

        Assert.Equal(5, faults.Length);
        Assert.Equal(3, faults.Count(fault => fault.StartsWith("sagemaker_edge_dlr_backend_options", StringComparison.Ordinal)));
        Assert.Contains(faults, fault => fault.Contains("path that is not absolute", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Contains("whole number of MiB from 1 to 1048576", StringComparison.Ordinal));
    }

    [Fact]
    public void An_unknown_variable_is_passed_on_with_a_warning()
    {
        const string json = "\"sagemaker_edge_dlr_backend_options\": \"TVM_TENSORRT_USE_FP16=1; TVM_TENSORRT_CACHE_DISC_SIZE_MB=9\"";

        Assert.Equal([new("TVM_TENSORRT_USE_FP16", "1"), new("TVM_TENSORRT_CACHE_DISC_SIZE_MB", "9")], Configured.Dlr(json).Variables);
        Assert.Contains(Configured.Warnings(json), warning => warning.Contains("sets TVM_TENSORRT_USE_FP16", StringComparison.Ordinal));
        Assert.Contains(Configured.Warnings(json), warning => warning.EndsWith("did you mean TVM_TENSORRT_CACHE_DISK_SIZE_MB?", StringComparison.Ordinal));
    }

    [Fact]
    public void A_size_without_a_folder_has_no_effect() => Assert.Contains(
        Configured.Warnings("\"sagemaker_edge_dlr_backend_options\": \"TVM_TENSORRT_CACHE_DISK_SIZE_MB=9\""),
        warning => warning == "TVM_TENSORRT_CACHE_DISK_SIZE_MB has no effect without TVM_TENSORRT_CACHE_DIR");

    [Fact]
    public void The_agents_own_settings_are_read()
    {
        DlrOptions dlr = Configured.Dlr("\"edgeactors_dlr_library\": \"/opt/dlr/libdlr.so\", \"edgeactors_dlr_load_seconds\": \"30\", \"edgeactors_dlr_treelite_reloads\": 7");

        Assert.Equal((Path.GetFullPath("/opt/dlr/libdlr.so"), TimeSpan.FromSeconds(30), 7), (dlr.LibraryPath, dlr.LoadLimit, dlr.TreeliteReloads));
    }

    private static DlrOptions Backend(string text) => Configured.Dlr($"{Configured.Component}, \"DLRBackendOptions\": \"{text}\"");

    private static IReadOnlyList<KeyValuePair<string, string>> Parsed(string text)
    {
        IReadOnlyList<KeyValuePair<string, string>> variables = BackendOptions.Parse(text, out IReadOnlyList<(string Rule, string Fix)> faults);
        Assert.Empty(faults);
        return variables;
    }
}
