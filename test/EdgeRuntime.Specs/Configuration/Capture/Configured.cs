using System.Text;
using EdgeActors.Configuration;
using EdgeActors.Configuration.Capture;
using EdgeActors.Configuration.Layers;

namespace EdgeActors.Specs.Configuration.Capture;

/// <summary>What a configuration file of one line means, in an environment of variables that are named.</summary>
internal static class Configured
{
    /// <summary>A component's file that keeps captures on the device, for specs that add to it.</summary>
    public const string Component = "\"DeviceFleetName\": \"fleet\", \"CaptureDataDestination\": \"Disk\"";

    /// <summary>A component's file that sends captures to the cloud.</summary>
    public const string Cloud = "\"DeviceFleetName\": \"fleet\", \"BucketName\": \"sagemaker-bucket\", \"sagemaker_edge_core_region\": \"eu-central-1\"";

    /// <summary>What the machine of these specs has, so that a memory budget by default is 8 GiB.</summary>
    public const long Machine = 10L << 30;

    public static CaptureSettings Settings(string json, params (string Name, string Value)[] environment) =>
        Read($"{{ {json} }}", environment).Checked().Options.Capture;

    public static EdgeActors.Engines.Dlr.DlrOptions Dlr(string json) => Read($"{{ {json} }}").Checked().Options.Dlr;

    public static IReadOnlyList<string> Warnings(string json) => Read($"{{ {json} }}").Checked().Warnings;

    public static string[] Faults(string json, params (string Name, string Value)[] environment) =>
        [.. Read($"{{ {json} }}", environment).Faults.Select(fault => fault.ToString())];

    public static string Fault(string json) => Assert.Single(Faults(json));

    /// <summary>A file's whole text, in an environment.</summary>
    public static ConfigurationReading Read(string file, params (string Name, string Value)[] environment) =>
        Read(environment, FileSource.Parse(Encoding.UTF8.GetBytes(file), "test.json"));

    /// <summary>Sources under an environment, the weakest first.</summary>
    public static ConfigurationReading Read((string Name, string Value)[] environment, params SourceReading[] sources)
    {
        Dictionary<string, string> variables = environment.ToDictionary(variable => variable.Name, variable => variable.Value);
        return new ConfigurationReader(
            [.. sources.Select(source => new Said(source)), new EnvironmentSource(variables)], variables, new MemoryLimit(_ => null, Machine)).Read();
    }

    private sealed class Said(SourceReading reading) : IParameterSource
    {
        public string Name => reading.Source;

        public SourceReading Read() => reading;
    }
}
