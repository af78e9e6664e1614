using EdgeActors.Engines.Onnx.Interop;

namespace EdgeActors.Engines.Onnx.Loading;

/// <summary>How every session is made.</summary>
internal static class SessionSettings
{
    private const int AllOptimizations = 99;

    /// <summary>Settings for one session; the caller disposes them after it is made.</summary>
    public static unsafe OrtHandle Create(OrtApi api)
    {
        OrtHandle options = OrtHandle.Create(api, OrtSlot.CreateSessionOptions, OrtSlot.ReleaseSessionOptions);
        try
        {
            api.Check(((delegate* unmanaged<nint, nint>)api[OrtSlot.DisablePerSessionThreads])(options.Address));
            api.Set(OrtSlot.SetInterOpNumThreads, options.Address, 1);
            api.Set(OrtSlot.SetSessionGraphOptimizationLevel, options.Address, AllOptimizations);
            api.SetEntry(OrtSlot.AddSessionConfigEntry, options.Address, "session.use_env_allocators"u8, "1"u8);
            // Weights come out of the arena like all else: the way around it that the engine offers for them knows no limit.
            return options;
        }
        catch
        {
            options.Dispose();
            throw;
        }
    }
}
