using EdgeActors.Engines;
using EdgeActors.Models;

namespace EdgeActors.Specs.Engines;

public sealed class ModelKindsSpecs : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edgeactors-kinds-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("model.onnx")]
    [InlineData("Model.ORT")]
    [InlineData("model.onnx", "weights.bin", "readme.json", "labels.meta")]
    [InlineData("model.onnx", "libdlr.so")]
    public void An_onnx_file_is_for_onnx_runtime(params string[] files) => Assert.Equal(ModelKind.Onnx, Kind(files));

    [Theory]
    [InlineData("compiled.so")]
    [InlineData("compiled.so", "compiled.params", "compiled_model.json", "compiled.meta", "libdlr.so", "sagemaker_edge_manifest")]
    [InlineData("compiled.ro", "compiled.meta")]
    public void What_Neo_compiled_is_for_dlr(params string[] files) => Assert.Equal(ModelKind.Dlr, Kind(files));

    [Fact]
    public void Both_kinds_are_refused_by_name()
    {
        string told = Refused("model.onnx", "compiled.so", "compiled.params");

        Assert.Contains("both an ONNX model (model.onnx) and a compiled one (compiled.params, compiled.so)", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("it has no files")]
    [InlineData("it has labels.txt, saved_model.pb", "saved_model.pb", "labels.txt")]
    [InlineData("it has libdlr.so", "libdlr.so")]
    [InlineData("it has a, b, c, d, e, …", "f", "e", "d", "c", "b", "a")]
    public void Neither_kind_is_refused_with_what_is_there(string shown, params string[] files)
    {
        string told = Refused(files);

        Assert.Contains("holds no model", told, StringComparison.Ordinal);
        Assert.Contains(shown, told, StringComparison.Ordinal);
    }

    [Fact]
    public void Folders_below_do_not_count()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "old"));
        File.WriteAllText(Path.Combine(_folder.FullName, "old", "model.onnx"), "");

        Assert.Contains("it has no files", Refused(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("s3://bucket/model")]
    [InlineData("/nowhere/at/all")]
    public void No_folder_is_not_found(string folder) =>
        Assert.Equal(FaultCode.NotFound, Assert.Throws<ModelFaultException>(() => FolderListing.Open(folder)).Fault.Code);

    private ModelKind Kind(params string[] files)
    {
        foreach (string file in files)
        {
            File.WriteAllText(Path.Combine(_folder.FullName, file), "");
        }

        return ModelKinds.Of(FolderListing.Open(_folder.FullName));
    }

    private string Refused(params string[] files)
    {
        ModelFaultException refused = Assert.Throws<ModelFaultException>(() => Kind(files));
        Assert.Equal(FaultCode.FailedPrecondition, refused.Fault.Code);
        Assert.Contains(_folder.FullName, refused.Fault.Message, StringComparison.Ordinal);
        return refused.Fault.Message;
    }
}
