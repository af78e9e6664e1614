using EdgeActors.Packages;
using EdgeActors.Packages.Creating;
using EdgeActors.Specs.Engines.Onnx.Loading;
using EdgeActors.Specs.Storage;

namespace EdgeActors.Specs.Packages.Creating;

public sealed class PackagedModelSpecs : IDisposable
{
    private readonly TemporaryFolder _place = new();

    public PackagedModelSpecs()
    {
        byte[] alone = OnnxBytes.Text(2, "exporter");
        byte[] divided = OnnxBytes.Field(7, OnnxBytes.Tensor(5, "w.bin"));
        Place("net.onnx", alone);
        Place("net.ort", divided);
        Place("cut.onnx", divided[..^3]);
        Place("empty.onnx", []);
        Place("hollow/empty.onnx", []);
        Place("alone/net.onnx", divided);
        Place("beside/net.onnx", divided);
        Place("beside/w.bin", [1, 2]);
        Place("two/a.onnx", alone);
        Place("two/b.onnx", alone);
        Place("trees/compiled.so", [1]);
        Place("half/compiled.so", [1]);
        Place("half/compiled.params", [1]);
        Place("text/readme", [1]);
    }

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("cut.onnx", "devices would refuse the model: The model '", "cut.onnx' cannot be loaded: it is not an ONNX file, or it is damaged")]
    [InlineData("empty.onnx", "empty.onnx is empty; export the model again")]
    [InlineData("beside/net.onnx", "net.onnx keeps weights in another file, \"w.bin\"; give the folder that holds both")]
    [InlineData("beside/w.bin", "w.bin is no .onnx or .ort file; of a model that has several files give the folder")]
    [InlineData("alone", "it keeps weights in 'w.bin', and there is no such file in the model's folder; put it there")]
    [InlineData("hollow", "empty.onnx is empty")]
    [InlineData("two", "holds 2 models (a.onnx, b.onnx)")]
    [InlineData("half", "beside its .params file there is no .json file")]
    [InlineData("text", "holds no model")]
    public void What_no_engine_would_take_is_refused_and_why(string source, params string[] why)
    {
        PackageException refused = Assert.Throws<PackageException>(() => PackagedModel.MustBeWhole(_place[source], CancellationToken.None));

        Assert.All(why, part => Assert.Contains(part, refused.Message, StringComparison.Ordinal));
    }

    // The ORT format keeps everything in its one file, so what looks like a place in it is none.
    [Theory]
    [InlineData("net.onnx")]
    [InlineData("net.ort")]
    [InlineData("beside")]
    [InlineData("trees")]
    public void Whole_models_pass(string source) => PackagedModel.MustBeWhole(_place[source], CancellationToken.None);

    private void Place(string file, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_place[file])!);
        File.WriteAllBytes(_place[file], content);
    }
}
