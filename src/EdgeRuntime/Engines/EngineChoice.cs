using EdgeActors.Engines.Dlr;
using EdgeActors.Engines.Onnx;
using EdgeActors.Models;
using EdgeActors.Models.Engine;

namespace EdgeActors.Engines;

/// <summary>All engines as one: a folder's files decide which of them opens it.</summary>
internal sealed class EngineChoice(OnnxEngine onnx, DlrEngine dlr) : IInferenceEngine
{
    /// <inheritdoc />
    public string Description => $"{Described(onnx)}; {Described(dlr)}";

    /// <inheritdoc />
    public ModelFootprint Inspect(string folder) => For(folder).Inspect(folder);

    /// <inheritdoc />
    public IModelSession Load(string folder, CancellationToken cancelled) => For(folder).Load(folder, cancelled);

    // An engine without its library is no reason to say nothing of the other.
    private static string Described(IInferenceEngine engine)
    {
        try
        {
            return engine.Description;
        }
        catch (ModelFaultException unusable)
        {
            return unusable.Fault.Message;
        }
    }

    private IInferenceEngine For(string folder) => ModelKinds.Of(FolderListing.Open(folder)) == ModelKind.Onnx ? onnx : dlr;
}
