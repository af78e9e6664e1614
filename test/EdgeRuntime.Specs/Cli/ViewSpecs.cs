using System.Runtime.InteropServices;
using EdgeActors.Cli;
using EdgeActors.Cli.Tensors;
using EdgeActors.Models.Tensors;
using EdgeActors.NumPy;
using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Grpc;
using Google.Protobuf;

namespace EdgeActors.Specs.Cli;

public sealed class ViewSpecs
{
    [Fact]
    public void Tensors_of_a_model_are_a_table()
    {
        Model model = new()
        {
            Name = "m",
            InputTensorMetadatas = { new TensorMetadata { Name = ByteString.CopyFromUtf8("in"), DataType = DataType.Float32, Shape = { -1, 3 } } },
            OutputTensorMetadatas = { new TensorMetadata { Name = ByteString.CopyFromUtf8("[red]"), DataType = DataType.Int64 } },
        };

        string[] lines = Lines(output => output.Console.Write(ModelView.TensorTable(model)));

        Assert.Contains(lines, line => Cells(line).SequenceEqual(["input", "in", "FLOAT32", "?x3"]));
        Assert.Contains(lines, line => Cells(line).SequenceEqual(["output", "[red]", "INT64", "scalar"]));
    }

    [Fact]
    public void Outputs_of_a_model_are_a_table()
    {
        NamedTensor output = new(
            new TensorName("y"),
            new TensorValue(TensorType.Float32, [1, 3], MemoryMarshal.AsBytes<float>([0.5f, 2, -1]).ToArray()));

        string[] lines = Lines(console => console.Console.Write(PredictionView.Table([output])));

        Assert.Contains(lines, line => Cells(line).SequenceEqual(["y", "FLOAT32", "1x3", "0.5  2  -1", "-1 … 2", "1"]));
    }

    [Theory]
    [InlineData("probabilities", "0-probabilities.npy")]
    [InlineData("../../etc/passwd", "0-______etc_passwd.npy")]
    [InlineData("", "0-.npy")]
    public void Output_files_stay_in_their_folder(string name, string file) => Assert.Equal(file, OutputFileName.Of(0, new TensorName(name)));

    [Fact]
    public void Status_codes_have_the_names_that_people_search_for()
    {
        Assert.Equal("NOT_FOUND", GrpcStatusNames.Of(GrpcStatusCode.NotFound));
        Assert.Equal("OK", GrpcStatusNames.Of(GrpcStatusCode.Ok));
    }

    private static string[] Lines(Action<CommandOutput> write)
    {
        using StringWriter text = new();
        write(new CommandOutput(text, TextWriter.Null, json: false));
        return text.ToString().Split('\n');
    }

    private static IEnumerable<string> Cells(string line) => line.Split('│', '|').Select(cell => cell.Trim()).Where(cell => cell.Length > 0);
}
