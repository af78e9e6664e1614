using System.Text.Json;
using EdgeActors.Cli;
using EdgeActors.Configuration.Catalogue;

namespace EdgeActors.Specs.Cli.Configuration;

public sealed class ConfigCommandSpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgeactors-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Shows_every_parameter_with_its_value_and_where_it_is_from()
    {
        string file = Write("""{ "sagemaker_edge_core_capture_data_batch_size": 7, "edgeactors_proxy": "http://127.0.0.1:3128", "Nonsens": 1 }""");

        (int exitCode, string output, string error) = await RunAsync("config", "-c", file, "--max-queue", "9", "--json");

        using JsonDocument json = JsonDocument.Parse(output);
        Dictionary<string, JsonElement> parameters = json.RootElement.GetProperty("parameters").EnumerateArray().ToDictionary(p => p.GetProperty("name").GetString()!);
        Assert.Equal((ExitCode.Ok, "", ParameterCatalogue.All.Count), (exitCode, error, parameters.Count));
        Assert.Equal(("7", $"file {file}", "sagemaker_edge_core_capture_data_batch_size"), From(parameters["CaptureDataBatchSize"]));
        Assert.Equal(("9", "flags", "--max-queue"), From(parameters["edgeactors_max_queue"]));
        Assert.Equal(("30", "default", null), From(parameters["CaptureDataBufferSize"]));
        Assert.Equal("(hidden)", From(parameters["edgeactors_proxy"]).Value);
        Assert.DoesNotContain("3128", output, StringComparison.Ordinal);
        Assert.Contains(
            json.RootElement.GetProperty("warnings").EnumerateArray(), warning => warning.GetString()!.Contains("Nonsens is not known", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Faults_are_shown_beside_what_is_well_and_end_with_2()
    {
        string file = Write("""{ "DbEnable": "on", "CaptureDataBatchSize": 7 }""");

        (int exitCode, string output, string error) = await RunAsync("config", "-c", file);
        (_, string json, _) = await RunAsync("config", "-c", file, "--json");

        Assert.Equal(ExitCode.BadUsage, exitCode);
        Assert.Contains("CaptureDataBatchSize", output, StringComparison.Ordinal);
        Assert.Contains("(faulty)", output, StringComparison.Ordinal);
        Assert.Contains("DbEnable \"on\" is not true or false; write \"true\" or \"false\"", error, StringComparison.Ordinal);
        Assert.Contains("DeviceFleetName is missing", error, StringComparison.Ordinal);
        using JsonDocument document = JsonDocument.Parse(json);
        Assert.Equal("DbEnable", document.RootElement.GetProperty("faults")[0].GetProperty("key").GetString());
    }

    [Fact]
    public async Task Convert_writes_the_other_form_and_says_what_has_no_counterpart()
    {
        string file = Write("""{ "DeviceFleetName": "f", "UnixSocketName": "/tmp/a.sock", "DbEnable": "false" }""");
        string target = Path.Combine(_folder, "agent.json");

        (int exitCode, string output, string error) = await RunAsync("config", "convert", file, "--to", "agent");
        (int written, string nothing, _) = await RunAsync("config", "convert", file, "--to", "agent", "-o", target);

        using JsonDocument json = JsonDocument.Parse(output);
        Assert.Equal((ExitCode.Ok, ExitCode.Ok, ""), (exitCode, written, nothing));
        Assert.Equal("f", json.RootElement.GetProperty("sagemaker_edge_core_device_fleet_name").GetString());
        Assert.Contains("UnixSocketName is left out", error, StringComparison.Ordinal);
        Assert.Equal(output.Trim(), (await File.ReadAllTextAsync(target)).Trim());
    }

    [Fact]
    public async Task Schema_is_json()
    {
        (int exitCode, string output, _) = await RunAsync("config", "schema");

        using JsonDocument json = JsonDocument.Parse(output);
        Assert.Equal(ExitCode.Ok, exitCode);
        Assert.True(json.RootElement.GetProperty("properties").TryGetProperty("CaptureDataBatchSize", out _));
    }

    private static (string? Value, string? Source, string? Name) From(JsonElement parameter) =>
        (parameter.GetProperty("value").GetString(), parameter.GetProperty("source").GetString(), parameter.GetProperty("givenAs").GetString());

    private string Write(string json)
    {
        string path = Path.Combine(_folder, "config.json");
        File.WriteAllText(path, json);
        return path;
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        int exitCode = await CommandLine.RunAsync(arguments, output, error);
        return (exitCode, output.ToString(), error.ToString());
    }
}
