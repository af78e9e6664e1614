using EdgeActors.Engines.Onnx.Loading;
using EdgeActors.Models;
using static EdgeActors.Specs.Engines.Onnx.Loading.OnnxBytes;

namespace EdgeActors.Specs.Engines.Onnx.Loading;

public sealed class ModelFolderSpecs : IDisposable
{
    private readonly DirectoryInfo _place = Directory.CreateTempSubdirectory("edgeactors-specs-");

    private string Folder => Directory.CreateDirectory(Path.Combine(_place.FullName, "model")).FullName;

    public void Dispose() => _place.Delete(recursive: true);

    [Fact]
    public void One_model_among_other_files_is_taken()
    {
        string file = Write("net.ONNX", []);
        Write("sagemaker_edge_manifest", [1, 2, 3]);

        Assert.Equal(new ModelFolder(Folder, file, 0), Open());
    }

    [Fact]
    public void External_files_count_once()
    {
        byte[] model = Field(7, Tensor(5, "w.bin"), Tensor(5, "./w.bin"), Tensor(5, "deep/v.bin"));
        Write("net.onnx", model);
        Write("w.bin", new byte[1000]);
        Directory.CreateDirectory(Path.Combine(Folder, "deep"));
        Write("deep/v.bin", new byte[30]);

        Assert.Equal(model.Length + 1030, Open().Bytes);
    }

    [Theory]
    [InlineData("/nowhere/at/all")]
    [InlineData("s3://bucket/model")]
    [InlineData("")]
    [InlineData("a\0b")]
    public void What_is_no_local_folder_is_not_found(string folder)
    {
        ModelFault fault = Assert.Throws<ModelFaultException>(() => ModelFolder.Open(folder, 1 << 20, CancellationToken.None)).Fault;

        Assert.Equal(FaultCode.NotFound, fault.Code);
        Assert.Contains("local folder", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_is_not_found_but_its_folder_is_named()
    {
        Write("model.onnx", [1]);

        ModelFault fault = Assert.Throws<ModelFaultException>(
            () => ModelFolder.Open(Path.Combine(Folder, "model.onnx"), 1 << 20, CancellationToken.None)).Fault;

        Assert.Equal(FaultCode.NotFound, fault.Code);
        Assert.EndsWith($"is the path of the folder that holds it: '{Folder}'.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_folder_is_told_by_its_whole_path()
    {
        ModelFault fault = Assert.Throws<ModelFaultException>(() => ModelFolder.Open("../missing", 1 << 20, CancellationToken.None)).Fault;

        Assert.Contains($"'{Path.GetFullPath("../missing")}'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_without_a_model_is_refused() => AssertRefused("holds no model");

    [Fact]
    public void Two_models_are_refused_by_name()
    {
        Write("a.onnx", []);
        Write("b.ort", []);

        AssertRefused("a.onnx, b.ort");
    }

    [Fact]
    public void Model_file_over_the_limit_is_refused()
    {
        Write("net.onnx", new byte[(1 << 20) + 1]);

        AssertRefused("1048577 bytes");
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../b")]
    [InlineData("*/_ORT_MEM_ADDR_/*")]
    [InlineData("c:\\secrets")]
    [InlineData("")]
    public void External_data_elsewhere_is_refused(string location)
    {
        Write("net.onnx", Field(7, Tensor(5, location)));

        AssertRefused("no path below the model's folder");
    }

    [Fact]
    public void Missing_external_data_is_refused_by_name()
    {
        Write("net.onnx", Field(7, Tensor(5, "gone.bin")));

        AssertRefused("'gone.bin'");
    }

    [Fact]
    public void External_data_that_is_a_link_out_of_the_folder_is_refused()
    {
        Write("net.onnx", Field(7, Tensor(5, "w.bin")));
        string outside = Path.Combine(_place.FullName, "outside.bin");
        File.WriteAllBytes(outside, [1]);
        File.CreateSymbolicLink(Path.Combine(Folder, "w.bin"), outside);

        AssertRefused("link that leads out of the model's folder");
    }

    [Fact]
    public void External_data_behind_a_folder_link_is_refused()
    {
        Write("net.onnx", Field(7, Tensor(5, "deep/w.bin")));
        string outside = _place.CreateSubdirectory("outside").FullName;
        File.WriteAllBytes(Path.Combine(outside, "w.bin"), [1]);
        Directory.CreateSymbolicLink(Path.Combine(Folder, "deep"), outside);

        AssertRefused("link that leads out of the model's folder");
    }

    [Fact]
    public void Model_that_is_a_link_out_of_the_folder_is_refused()
    {
        string outside = Path.Combine(_place.FullName, "other.onnx");
        File.WriteAllBytes(outside, []);
        File.CreateSymbolicLink(Path.Combine(Folder, "net.onnx"), outside);

        AssertRefused("leads out of the model's folder");
    }

    [Fact]
    public void Model_that_is_a_link_in_circles_is_refused()
    {
        File.CreateSymbolicLink(Path.Combine(Folder, "net.onnx"), "net.onnx");

        AssertRefused("leads out of the model's folder or to nothing");
    }

    [Theory]
    [InlineData("net.onnx")]
    [InlineData("net.ort")]
    [InlineData("w.bin")]
    public void A_pipe_is_refused_and_never_waited_for(string name)
    {
        Write("net.onnx", Field(7, Tensor(5, "w.bin")));
        File.Delete(Path.Combine(Folder, name is "w.bin" ? name : "net.onnx"));
        using Pipe pipe = new(Path.Combine(Folder, name));

        AssertRefused("is a pipe, a socket or a device");
    }

    [Fact]
    public void Folder_may_itself_be_a_link()
    {
        Write("net.onnx", []);
        string current = Path.Combine(_place.FullName, "current");
        Directory.CreateSymbolicLink(current, "model");

        ModelFolder model = ModelFolder.Open(current, 1 << 20, CancellationToken.None);

        Assert.Equal(Path.Combine(Folder, "net.onnx"), model.File);
        Assert.Equal(current, model.Folder);
    }

    private string Write(string name, byte[] bytes)
    {
        string path = Path.Combine(Folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private ModelFolder Open() => ModelFolder.Open(Folder, 1 << 20, CancellationToken.None);

    private void AssertRefused(string why)
    {
        ModelFault fault = Assert.Throws<ModelFaultException>(Open).Fault;

        Assert.Equal(FaultCode.FailedPrecondition, fault.Code);
        Assert.Contains(why, fault.Message, StringComparison.Ordinal);
    }
}
