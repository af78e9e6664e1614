using System.Runtime.InteropServices;

namespace EdgeActors.Doctor.Engines;

/// <summary>Whether the engines that models need are on this machine.</summary>
internal sealed class EngineCheck : ICheck
{
    public Area Area => Area.Engine;

    public Task<IReadOnlyList<Finding>> RunAsync(DoctorContext context, CancellationToken cancel) =>
        Task.FromResult(Judge(EngineFacts.Of(context.Agent.EngineLibrary, context.Agent.Dlr.LibraryPath), RuntimeInformation.ProcessArchitecture));

    /// <summary>What the facts mean.</summary>
    public static IReadOnlyList<Finding> Judge(EngineFacts facts, Architecture machine) =>
    [
        facts switch
        {
            { Version: { } version } => EngineCodes.Ok.Seen($"ONNX Runtime {version} in {facts.Path} ({machine})"),
            { IsThere: false } => EngineCodes.Missing.Seen($"there is no file {facts.Path}"),
            _ => EngineCodes.Unusable.Seen(facts.Fault),
        },
        facts switch
        {
            { Dlr: { } dlr } => EngineCodes.Dlr.Seen(dlr),
            { IsDlrNamed: true } => EngineCodes.DlrUnusable.Seen(facts.DlrFault),
            _ => EngineCodes.NoDlr.Seen(facts.DlrFault),
        },
    ];
}
