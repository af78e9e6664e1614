using System.Runtime.InteropServices;
using EdgeActors.Engines.Onnx.Loading;
using EdgeActors.Engines.Onnx.Interop;
using EdgeActors.Logging;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Engines.Onnx;

/// <summary>
/// Gives free memory back to the system. The arena shrinks only as a side effect of a run, so a network of one copying
/// operator is kept for it; then the C library returns what models had in its own heap, and the managed heap what requests have
/// left behind since the last time, because it would grow to the processor's cache size before it collects by itself.
/// </summary>
internal sealed unsafe partial class MemoryTrim : IDisposable
{
    /// <summary>An ONNX file: IR 8, operator set 13, one Identity from x to y, both float of shape [1].</summary>
    private static ReadOnlySpan<byte> CopyingNetwork =>
    [
        0x08, 8, 0x42, 2, 0x10, 13, 0x3A, 55,
        0x0A, 16, 0x0A, 1, (byte)'x', 0x12, 1, (byte)'y', 0x22, 8, (byte)'I', (byte)'d', (byte)'e', (byte)'n', (byte)'t', (byte)'i', (byte)'t', (byte)'y',
        0x12, 1, (byte)'t',
        0x5A, 15, 0x0A, 1, (byte)'x', 0x12, 10, 0x0A, 8, 0x08, 1, 0x12, 4, 0x0A, 2, 0x08, 1,
        0x62, 15, 0x0A, 1, (byte)'y', 0x12, 10, 0x0A, 8, 0x08, 1, 0x12, 4, 0x0A, 2, 0x08, 1,
    ];

    /// <summary>glibc's malloc_trim; 0 with any other C library.</summary>
    private static readonly nint s_trimHeap =
        OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out nint libc) && NativeLibrary.TryGetExport(libc, "malloc_trim", out nint trim)
            ? trim
            : 0;

    /// <summary>Bytes allocated by .NET code that make a collection worth its pause of a few milliseconds.</summary>
    private const long WorthCollecting = 1 << 20;

    private readonly Lock _gate = new();
    private readonly OrtApi _api;
    private readonly OrtHandle _memory;
    private readonly OrtHandle _session;
    private readonly OrtHandle _shrinking;

    private readonly ILogger _log;
    private long _allocatedBefore;

    public MemoryTrim(OnnxEnvironment environment, ILogger log)
    {
        (_api, _memory, _log) = (environment.Api, environment.CpuMemory, log);
        using OrtHandle options = SessionSettings.Create(_api);
        nint made;
        fixed (byte* network = CopyingNetwork)
        {
            _api.Check(((delegate* unmanaged<nint, byte*, nuint, nint, nint*, nint>)_api[OrtSlot.CreateSessionFromArray])(
                environment.Handle.Address, network, (nuint)CopyingNetwork.Length, options.Address, &made));
        }

        _session = new OrtHandle(_api, OrtSlot.ReleaseSession, made);
        _shrinking = OrtHandle.Create(_api, OrtSlot.CreateRunOptions, OrtSlot.ReleaseRunOptions);
        _api.SetEntry(OrtSlot.AddRunConfigEntry, _shrinking.Address, "memory.enable_memory_arena_shrinkage"u8, "cpu:0"u8);
    }

    /// <summary>Returns free regions of the arena and, where the C library is glibc, free pages of the heap.</summary>
    public void Run()
    {
        lock (_gate)
        {
            try
            {
                ShrinkArena();
            }
            catch (OrtException error)
            {
                NotShrunk(_log, OrtErrorText.CodeName(error.Code));
            }

            ShrinkManagedHeap();
        }

        if (s_trimHeap != 0)
        {
            ((delegate* unmanaged<nuint, int>)s_trimHeap)(0);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _shrinking.Dispose();
        _session.Dispose();
    }

    /// <summary>Runs with an output of its own, so that it needs nothing of an arena that may be full.</summary>
    private void ShrinkArena()
    {
        float from = 0;
        float to = 0;
        using OrtHandle input = Tensor(&from);
        using OrtHandle output = Tensor(&to);
        (nint source, nint target) = (input.Address, output.Address);
        fixed (byte* x = "x"u8, y = "y"u8)
        {
            _api.Check(((delegate* unmanaged<nint, nint, byte**, nint*, nuint, byte**, nuint, nint*, nint>)_api[OrtSlot.Run])(
                _session.Address, _shrinking.Address, &x, &source, 1, &y, 1, &target));
        }
    }

    private void ShrinkManagedHeap()
    {
        long allocated = GC.GetTotalAllocatedBytes();
        if (allocated - _allocatedBefore >= WorthCollecting)
        {
            _allocatedBefore = allocated;
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }

    private OrtHandle Tensor(float* value)
    {
        const int float32 = 1;
        long extent = 1;
        nint made;
        _api.Check(((delegate* unmanaged<nint, void*, nuint, long*, nuint, int, nint*, nint>)_api[OrtSlot.CreateTensorWithDataAsOrtValue])(
            _memory.Address, value, sizeof(float), &extent, 1, float32, &made));
        return new OrtHandle(_api, OrtSlot.ReleaseValue, made);
    }

    [LoggerMessage(EventId = 2101, Level = LogLevel.Warning, Message = "Free memory of ONNX models could not be given back ({Code}); the next unload tries again")]
    [Advice("Memory of an unloaded model stays with the agent for now. Restart the agent if it is needed.")]
    private static partial void NotShrunk(ILogger log, string code);
}
