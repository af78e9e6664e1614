using System.Runtime.InteropServices;
using EdgeActors.Engines.Dlr;
using EdgeActors.Models;
using EdgeActors.Models.Engine;
using EdgeActors.Models.Tensors;
using EdgeActors.Specs.DlrStandIn;
using EdgeActors.Specs.Engines.Onnx;

namespace EdgeActors.Specs.Engines.Dlr;

/// <summary>libdlr counts and prints for the whole process, so the specs that use it run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class DlrSuite
{
    public const string Name = "DLR engine";
}

/// <summary>An engine on the stand-in, with a folder for models and its log.</summary>
internal sealed class DlrScene : IDisposable
{
    public const string Doubling = "input data float32 1 4\noutput scores float32 1 4\nscale 2\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edgeactors-dlr-");
    private readonly ListLog _log = new();

    public DlrScene(DlrOptions? options = null, Func<long>? residentBytes = null)
    {
        Library = options?.LibraryPath ?? StandIn.Library();
        Engine = new DlrEngine((options ?? new DlrOptions()) with { LibraryPath = Library }, TimeProvider.System, residentBytes ?? (static () => 0), _log);
    }

    public DlrEngine Engine { get; }

    public string Library { get; }

    public string Root => _folder.FullName;

    public IReadOnlyCollection<string> Log => _log.Lines;

    public string Model(string name, string description = Doubling, string? metadata = null, string graph = "{}") =>
        StandIn.Model(Path.Combine(Root, name), description, metadata, graph);

    public DlrSession Load(string folder) => (DlrSession)Engine.Load(folder, CancellationToken.None);

    public DlrSession Load(string name, string description, string? metadata = null, string graph = "{}") => Load(Model(name, description, metadata, graph));

    public string Refused(string folder)
    {
        ModelFaultException refused = Assert.Throws<ModelFaultException>(() => Engine.Load(folder, CancellationToken.None));
        Assert.Equal(FaultCode.FailedPrecondition, refused.Fault.Code);
        return refused.Fault.Message;
    }

    /// <summary>A number that the stand-in counts.</summary>
    public unsafe int Counted(string name) => ((delegate* unmanaged<int>)NativeLibrary.GetExport(NativeLibrary.Load(Library), "StandIn" + name))();

    public void Dispose()
    {
        Engine.Dispose();
        _log.Dispose();
        _folder.Delete(recursive: true);
    }
}

/// <summary>Runs of float models in few words.</summary>
internal static class DlrRuns
{
    public static IInferenceResult Start(this IModelSession session, float[] values, long[]? shape = null, CancellationToken cancelled = default) =>
        session.Run([(TensorType.Float32, shape ?? [1, values.Length], MemoryMarshal.AsBytes(values.AsSpan()).ToArray())], cancelled);

    public static float[] Answer(this IModelSession session, params float[] values)
    {
        using IInferenceResult result = session.Start(values);
        return MemoryMarshal.Cast<byte, float>(result.Outputs[0].Bytes()).ToArray();
    }

    public static ModelFault Fault(this IModelSession session, params float[] values) =>
        Assert.Throws<ModelFaultException>(() => session.Start(values).Dispose()).Fault;
}
