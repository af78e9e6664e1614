using System.Text.Json;

namespace EdgeActors.Benchmarks.Capture;

/// <summary>The configuration of an agent that captures durably.</summary>
internal static class CaptureConfig
{
    /// <summary>The capture folder of an agent whose files are in <paramref name="folder"/>.</summary>
    public static string CaptureFolder(string folder) => Path.Combine(folder, "capture");

    /// <summary>Writes it and gives its path; parameters replace those of the Disk destination.</summary>
    public static string Write(string folder, params (string Key, string Value)[] parameters)
    {
        Dictionary<string, string> values = new()
        {
            ["DeviceFleetName"] = "bench",
            ["sagemaker_edge_core_device_name"] = "bench-1",
            ["CaptureDataDestination"] = "Disk",
            ["CaptureDataDiskPath"] = CaptureFolder(folder),
            ["LocalDataRootPath"] = Path.Combine(folder, "data"),
            ["DbEnable"] = "true",
        };
        foreach ((string key, string value) in parameters)
        {
            values[key] = value;
        }

        string path = Path.Combine(folder, "config.json");
        File.WriteAllText(path, JsonSerializer.Serialize(values));
        return path;
    }
}
