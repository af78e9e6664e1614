namespace EdgeActors.Specs.Logging;

/// <summary>A range of numbers, whose it is, and from which namespaces its messages come.</summary>
internal sealed record EventArea(int First, string Name, params string[] Namespaces)
{
    /// <summary>All of them, by number. A range ends where the next begins.</summary>
    public static IReadOnlyList<EventArea> All { get; } =
    [
        new(1000, "Process and stop", "EdgeActors.Hosting", "EdgeActors.Logging"),
        new(1050, "Configuration", "EdgeActors.Configuration", "EdgeActors.Logging"),
        new(1100, "Live reload", "EdgeActors.Configuration", "EdgeActors.Hosting"),
        new(1150, "The log itself", "EdgeActors.Logging"),
        new(1200, "gRPC and socket", "EdgeActors.Grpc"),
        new(1300, "Shared memory", "EdgeActors.SharedMemory"),
        new(2000, "Models", "EdgeActors.Models"),
        new(2100, "ONNX engine", "EdgeActors.Engines.Onnx"),
        new(2200, "DLR engine", "EdgeActors.Engines.Dlr"),
        new(3000, "Captures", "EdgeActors.Capture"),
        new(3100, "Spool and storage", "EdgeActors.Capture", "EdgeActors.Storage"),
        new(3200, "Sinks and upload", "EdgeActors.Upload", "EdgeActors.Storage", "EdgeActors.Aws"),
        new(3300, "Credentials", "EdgeActors.Aws.Credentials"),
        new(3400, "Periodic upload", "EdgeActors.Storage.PeriodicUpload"),
        new(4000, "Fleet and registration", "EdgeActors.Fleet", "EdgeActors.Heartbeats"),
        new(4100, "Heartbeats", "EdgeActors.Heartbeats"),
        new(4200, "Deployments", "EdgeActors.Deployment"),
        new(4250, "Packages", "EdgeActors.Packages"),
        new(5000, "Greengrass", "EdgeActors.Greengrass"),
        new(5050, "Service manager", "EdgeActors.ServiceManager", "EdgeActors.Hosting"),
        new(9000, "Faults on purpose", "EdgeActors.Hosting.Faults"),
    ];

    /// <summary>The range that a number is in.</summary>
    public static EventArea? Of(int id) => All.LastOrDefault(area => area.First <= id);

    /// <summary>Whether messages of that namespace belong here; those of foreign parts have none.</summary>
    public bool Takes(string place) => place.Length == 0 || Namespaces.Any(own => place == own || place.StartsWith(own + ".", StringComparison.Ordinal));
}
