using EdgeActors.Engines.Onnx.Interop;

namespace EdgeActors.Engines.Onnx.Running;

/// <summary>
/// Ends a run when a token fires. Disposing waits for a signal that is being given, so the options are never touched after they
/// are freed.
/// </summary>
internal readonly struct RunTermination : IDisposable
{
    private readonly OrtHandle? _options;
    private readonly CancellationTokenRegistration _registration;

    private RunTermination(OrtApi api, CancellationToken cancelled)
    {
        _options = OrtHandle.Create(api, OrtSlot.CreateRunOptions, OrtSlot.ReleaseRunOptions);
        OrtHandle options = _options;
        _registration = cancelled.UnsafeRegister(_ => Terminate(api, options), null);
    }

    /// <summary>What to pass to the run; 0 when nothing can end it.</summary>
    public nint Options => _options?.Address ?? 0;

    /// <summary>Prepares a run; costs nothing when <paramref name="cancelled"/> can never fire.</summary>
    public static RunTermination Of(OrtApi api, CancellationToken cancelled) =>
        cancelled.CanBeCanceled ? new RunTermination(api, cancelled) : default;

    /// <inheritdoc />
    public void Dispose()
    {
        _registration.Dispose();
        _options?.Dispose();
    }

    private static unsafe void Terminate(OrtApi api, OrtHandle options) =>
        api.Check(((delegate* unmanaged<nint, nint>)api[OrtSlot.RunOptionsSetTerminate])(options.Address));
}
