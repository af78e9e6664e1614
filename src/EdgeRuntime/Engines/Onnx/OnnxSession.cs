using System.Collections.Immutable;
using System.Text;
using EdgeActors.Engines.Onnx.Loading;
using EdgeActors.Engines.Onnx.Interop;
using EdgeActors.Engines.Onnx.Running;
using EdgeActors.Models;
using EdgeActors.Models.Engine;
using EdgeActors.Models.Tensors;

namespace EdgeActors.Engines.Onnx;

/// <summary>A loaded ONNX model. A run that is under way keeps its session alive beyond <see cref="Dispose"/>.</summary>
internal sealed class OnnxSession : IModelSession
{
    private readonly OnnxEnvironment _environment;
    private readonly OrtHandle _session;
    private readonly OnnxRun _run;
    private int _disposed;

    private OnnxSession(OnnxEnvironment environment, OrtHandle session, string file)
    {
        (_environment, _session) = (environment, session);
        SignatureReader signature = new(environment.Api, session.Address, file);
        Inputs = signature.Inputs();
        Outputs = signature.Outputs();
        _run = new OnnxRun(environment, session, Inputs, Outputs);
        environment.Share();
    }

    /// <inheritdoc />
    public ImmutableArray<TensorSpec> Inputs { get; }

    /// <inheritdoc />
    public ImmutableArray<TensorSpec> Outputs { get; }

    /// <inheritdoc />
    public int MaxConcurrency => int.MaxValue;

    /// <summary>Opens a model file that <see cref="ModelFolder"/> has approved.</summary>
    /// <exception cref="ModelFaultException">FailedPrecondition, ResourceExhausted or Cancelled.</exception>
    public static OnnxSession Load(OnnxEnvironment environment, ModelFolder model, CancellationToken cancelled)
    {
        try
        {
            return LoadOnce(environment, model, cancelled);
        }
        catch (ModelFaultException full) when (full.Fault.Code == FaultCode.ResourceExhausted)
        {
            // The failed attempt has given back what other models had left free; now there may be room.
            return LoadOnce(environment, model, cancelled);
        }
    }

    /// <inheritdoc />
    public IInferenceResult Run(ReadOnlySpan<BoundTensor> inputs, CancellationToken cancelled)
    {
        bool held = false;
        try
        {
            _session.DangerousAddRef(ref held);
            BoundTensorCheck.ThrowIfUnfit(inputs, Inputs);
            return _run.Execute(inputs, cancelled);
        }
        finally
        {
            if (held)
            {
                _session.DangerousRelease();
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _session.Dispose();
            _environment.Trim();
            _environment.Dispose();
        }
    }

    private static OnnxSession LoadOnce(OnnxEnvironment environment, ModelFolder model, CancellationToken cancelled)
    {
        OrtHandle? session = null;
        try
        {
            session = Create(environment, model.File, cancelled);
            cancelled.ThrowIfCancellationRequested();
            return new OnnxSession(environment, session, model.File);
        }
        catch (OrtException error)
        {
            GiveUp(environment, session);
            cancelled.ThrowIfCancellationRequested();
            throw new ModelFaultException(OrtErrorText.Loading(model.File, error), error);
        }
        catch
        {
            GiveUp(environment, session);
            throw;
        }
    }

    private static unsafe OrtHandle Create(OnnxEnvironment environment, string file, CancellationToken cancelled)
    {
        OrtApi api = environment.Api;
        using OrtHandle options = SessionSettings.Create(api);
        using CancellationTokenRegistration giveUp = api.HasLoadCancellation
            ? cancelled.UnsafeRegister(_ => SetLoadCancelled(api, options), null)
            : default;
        nint made;
        byte[] path = (OperatingSystem.IsWindows() ? Encoding.Unicode : Encoding.UTF8).GetBytes(file + '\0');
        fixed (byte* name = path)
        {
            api.Check(((delegate* unmanaged<nint, byte*, nint, nint*, nint>)api[OrtSlot.CreateSession])(
                environment.Handle.Address, name, options.Address, &made));
        }

        return new OrtHandle(api, OrtSlot.ReleaseSession, made, environment.Handle);
    }

    private static unsafe void SetLoadCancelled(OrtApi api, OrtHandle options) =>
        api.Check(((delegate* unmanaged<nint, byte, nint>)api[OrtSlot.SessionOptionsSetLoadCancellationFlag])(options.Address, 1));

    private static void GiveUp(OnnxEnvironment environment, OrtHandle? session)
    {
        session?.Dispose();
        environment.Trim();
    }
}
