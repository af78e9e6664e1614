using System.Collections.Immutable;
using EdgeActors.Engines.Trial;
using EdgeActors.Models.Swap.Trial;
using EdgeActors.Models.Tensors;
using EdgeActors.NumPy;

namespace EdgeActors.Specs.Engines.Trial;

public sealed class RecordedInputFolderSpecs : IDisposable
{
    private static readonly ImmutableArray<TensorSpec> Inputs = [Declared("a/b:0"), Declared("mask")];

    private readonly DirectoryInfo _model = Directory.CreateTempSubdirectory("edgeactors-");

    private string Folder => Path.Combine(_model.FullName, RecordedInputFolder.Name);

    public void Dispose() => _model.Delete(recursive: true);

    [Fact]
    public async Task A_package_without_recordings_has_none()
    {
        Assert.Same(RecordedInputs.None, await ReadAsync());
        Directory.CreateDirectory(Folder);
        Assert.Same(RecordedInputs.None, await ReadAsync());
    }

    [Fact]
    public async Task One_file_for_each_input_is_read_in_the_models_order()
    {
        Write("mask.npy", 3);
        Write("a_b_0.npy", 1, 2);

        RecordedInputs recorded = await ReadAsync();

        Assert.Null(recorded.Fault);
        Assert.Equal(Inputs.Select(input => input.Name), recorded.Tensors.Select(tensor => tensor.Name));
        Assert.Equal([[2], [1]], recorded.Tensors.Select(tensor => tensor.Shape.AsEnumerable()));
        Assert.Equal([[1, 2], [3]], recorded.Tensors.Select(tensor => tensor.Bytes.ToArray()));
        Assert.All(recorded.Tensors, tensor => Assert.Equal(TensorType.UInt8, tensor.Type));
    }

    [Fact]
    public async Task A_missing_or_misspelt_file_is_told_with_its_right_name()
    {
        Write("mask.npy", 1);
        Assert.Equal("edgeactors_trial: 'a_b_0.npy' is missing; record every input, or none", (await ReadAsync()).Fault);

        Write("a_b_O.npy", 1);
        Assert.Equal(
            "edgeactors_trial: 'a_b_O.npy' is for no input of the model (did you mean 'a_b_0.npy'?); its inputs are 'a_b_0.npy', 'mask.npy'",
            (await ReadAsync()).Fault);
    }

    [Fact]
    public async Task A_malformed_file_is_told_with_what_is_wrong()
    {
        Write("mask.npy", 1);
        await File.WriteAllTextAsync(Path.Combine(Folder, "a_b_0.npy"), "not numpy");

        Assert.StartsWith("edgeactors_trial: 'a_b_0.npy' cannot be used: it is no .npy file", (await ReadAsync()).Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_file_and_a_link_are_not_read()
    {
        Write("mask.npy", 1);
        File.CreateSymbolicLink(Path.Combine(Folder, "a_b_0.npy"), "/dev/zero");
        Assert.Contains("'a_b_0.npy' is empty or no file", (await ReadAsync()).Fault, StringComparison.Ordinal);

        File.Delete(Path.Combine(Folder, "a_b_0.npy"));
        await File.WriteAllBytesAsync(Path.Combine(Folder, "a_b_0.npy"), []);
        Assert.Contains("'a_b_0.npy' is empty or no file", (await ReadAsync()).Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_bytes_than_allowed_are_not_read()
    {
        Write("mask.npy", 1);
        Write("a_b_0.npy", 1);

        Assert.Contains("bytes and may have 200; record smaller inputs", (await ReadAsync(200)).Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_inputs_that_would_share_a_file_cannot_be_recorded() =>
        Assert.Contains("several of its inputs would be 'a_b.npy'", RecordedFiles.Fault([Declared("a/b"), Declared("a:b")], ["a_b.npy"]), StringComparison.Ordinal);

    private static TensorSpec Declared(string name) => new(new TensorName(name), TensorType.UInt8, [-1]);

    private Task<RecordedInputs> ReadAsync(long maxBytes = 1 << 20) => new RecordedInputFolder().ReadAsync(_model.FullName, Inputs, maxBytes, CancellationToken.None);

    private void Write(string file, params byte[] bytes)
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllBytes(Path.Combine(Folder, file), NpyFile.Write(new TensorValue(TensorType.UInt8, [bytes.Length], bytes)));
    }
}
