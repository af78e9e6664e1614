using System.Runtime.InteropServices;

namespace EdgeActors.Doctor.Engines;

/// <summary>Whether the engines that models need are on this machine.</summary>
internal sealed class EngineCheck : ICheck
{
    public Area Area => Area.Engine;

    public Task<IReadOnlyList<Finding>> RunAsync(DoctorContext context, CancellationToken cancel) =>
        Task.FromResult(Judge(EngineFacts.Of(context.Agent.EngineLibrary, context.Environment), RuntimeInformation.ProcessArchitecture));

    /// <summary>What the facts mean.</summary>
    public static IReadOnlyList<Finding> Judge(EngineFacts facts, Architecture machine) =>
    [
        facts switch
        {
            { Version: { } version } => EngineCodes.Ok.Seen($"ONNX Runtime {version} in {facts.Path} ({machine})"),
            { IsThere: false } => EngineCodes.Missing.Seen($"there is no file {facts.Path}"),
            _ => EngineCodes.Unusable.Seen(facts.Fault),
        },
        facts.Dlr is { } dlr ? EngineCodes.Dlr.Seen(dlr) : EngineCodes.NoDlr.Seen("libdlr.so is in none of the usual folders"),
    ];
}
