using System.Text;
using EdgeActors.Configuration;
using EdgeActors.Configuration.Capture;

namespace EdgeActors.Specs.Configuration.Capture;

/// <summary>What a configuration file of one line means, in an environment of variables that are named.</summary>
internal static class Configured
{
    /// <summary>A component's file that keeps captures on the device, for specs that add to it.</summary>
    public const string Component = "\"DeviceFleetName\": \"fleet\", \"CaptureDataDestination\": \"Disk\"";

    /// <summary>A component's file that sends captures to the cloud.</summary>
    public const string Cloud = "\"DeviceFleetName\": \"fleet\", \"BucketName\": \"sagemaker-bucket\", \"sagemaker_edge_core_region\": \"eu-central-1\"";

    public static CaptureSettings Settings(string json, params (string Name, string Value)[] environment) => File(json, environment).Capture;

    public static IReadOnlyList<string> Warnings(string json) => File(json).Warnings;

    public static string[] Faults(string json, params (string Name, string Value)[] environment) =>
        [.. Assert.Throws<ConfigurationException>(() => File(json, environment)).Faults.Select(fault => fault.ToString())];

    public static string Fault(string json) => Assert.Single(Faults(json));

    private static ConfigurationFile File(string json, params (string Name, string Value)[] environment) => ConfigurationFile.Parse(
        Encoding.UTF8.GetBytes($"{{ {json} }}"),
        "test.json",
        new ParameterReader(name => environment.SingleOrDefault(variable => variable.Name == name).Value));
}
