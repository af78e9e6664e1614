using EdgeActors.Engines.Dlr.Loading;
using EdgeActors.Models;
using EdgeActors.Specs.DlrStandIn;

namespace EdgeActors.Specs.Engines.Dlr;

public sealed class DlrFolderSpecs : IDisposable
{
    private readonly DirectoryInfo _place = Directory.CreateTempSubdirectory("edgeactors-dlr-");

    private string Folder => Path.Combine(_place.FullName, "m");

    public void Dispose() => _place.Delete(recursive: true);

    [Fact]
    public void The_files_decide_the_backend()
    {
        Assert.Equal(DlrBackend.Tvm, DlrFolder.Open(Model("tvm")).Backend);
        Assert.Equal(DlrBackend.RelayVm, DlrFolder.Open(StandIn.Model(Folder + "r", "backend relayvm", "{}")).Backend);
        Assert.Equal(DlrBackend.Treelite, DlrFolder.Open(StandIn.Model(Folder + "t", "backend treelite")).Backend);
    }

    [Fact]
    public void What_is_not_the_models_does_not_count()
    {
        string folder = Model("tvm", "model-shapes.json", "hyperparams.json", "libdlr.so", "sagemaker_edge_manifest", "sagemaker_edge.manifest", "dlr.h");

        DlrFolder model = DlrFolder.Open(folder);

        Assert.Equal(["compiled.params", "compiled.so", "compiled_model.json"], model.Files.Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(model.Files.Sum(file => new FileInfo(file).Length), model.Bytes);
    }

    [Theory]
    [InlineData("manifest.json", "2 .json files (compiled_model.json, manifest.json)")]
    [InlineData("other.so", "2 .so files (compiled.so, other.so)")]
    [InlineData("other.params", "2 .params files (compiled.params, other.params)")]
    [InlineData("compiled.ro", "two models (compiled.params, compiled.ro)")]
    public void A_file_too_many_is_named(string extra, string told) => Assert.Contains(told, Refused(Model("tvm", extra)), StringComparison.Ordinal);

    [Theory]
    [InlineData("compiled_model.json", "no .json file")]
    [InlineData("compiled.so", "no .so file")]
    public void A_file_that_is_missing_is_named(string missing, string told)
    {
        File.Delete(Path.Combine(Model("tvm"), missing));

        string refused = Refused(Folder);

        Assert.Contains(told, refused, StringComparison.Ordinal);
        Assert.Contains("beside its .params file", refused, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("compiled.so")]
    [InlineData("compiled.meta")]
    public void A_pipe_is_refused_and_never_waited_for(string name)
    {
        string folder = StandIn.Model(Folder, "backend relayvm", "{}");
        File.Delete(Path.Combine(folder, name));
        using Pipe pipe = new(Path.Combine(folder, name));

        Assert.Contains($"'{name}' is a pipe, a socket or a device", Refused(folder), StringComparison.Ordinal);
    }

    [Fact]
    public void A_dynamic_model_needs_its_metadata()
    {
        string folder = StandIn.Model(Folder, "backend relayvm", "{}");
        File.Delete(Path.Combine(folder, "compiled.meta"));

        Assert.Contains("beside its .ro file there is no .meta file", Refused(folder), StringComparison.Ordinal);
    }

    [Fact]
    public void Hexagon_models_are_refused_by_name()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, "net_hexagon_model.so"), "");

        Assert.Contains("'net_hexagon_model.so' is for a Hexagon processor", Refused(Folder), StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_that_dlr_would_divide_is_refused() =>
        Assert.Contains("holds a ':'", Refused(StandIn.Model(Path.Combine(_place.FullName, "a:b"), "")), StringComparison.Ordinal);

    [Fact]
    public void A_link_out_of_the_folder_is_refused()
    {
        string outside = Path.Combine(_place.FullName, "outside.so");
        File.WriteAllText(outside, "");
        string inside = Path.Combine(Model("tvm"), "compiled.so");
        File.Delete(inside);
        File.CreateSymbolicLink(inside, outside);

        Assert.Contains("'compiled.so' is a link that leads out of the model's folder", Refused(Folder), StringComparison.Ordinal);
    }

    [Fact]
    public void The_key_names_the_content_and_nothing_else()
    {
        string key = DlrFolder.Open(Model("tvm")).Key();
        Directory.Move(Folder, Folder + "moved");
        string moved = DlrFolder.Open(Folder + "moved").Key();
        File.AppendAllText(Path.Combine(Folder + "moved", "compiled.params"), "x");
        string changed = DlrFolder.Open(Folder + "moved").Key();

        Assert.Matches(@"\A[0-9a-f]{32}\z", key);
        Assert.Equal(key, moved);
        Assert.NotEqual(key, changed);
    }

    private string Model(string backend, params string[] extra)
    {
        StandIn.Model(Folder, $"backend {backend}");
        foreach (string file in extra)
        {
            File.WriteAllText(Path.Combine(Folder, file), "");
        }

        return Folder;
    }

    private static string Refused(string folder)
    {
        ModelFaultException refused = Assert.Throws<ModelFaultException>(() => DlrFolder.Open(folder));
        Assert.Equal(FaultCode.FailedPrecondition, refused.Fault.Code);
        return refused.Fault.Message;
    }
}
