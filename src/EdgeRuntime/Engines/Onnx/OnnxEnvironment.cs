using System.Runtime.InteropServices;
using EdgeActors.Engines.Onnx.Interop;
using EdgeActors.Models;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Engines.Onnx;

/// <summary>
/// ONNX Runtime's environment: its thread pool, its log and the one arena that all models share. ONNX Runtime knows one per
/// process, so engines that live side by side share it and must agree on library, threads and budget.
/// </summary>
internal sealed unsafe class OnnxEnvironment : IDisposable
{
    private const int ArenaAllocator = 1;
    private const int PowersOfTwo = 0;
    private const long FirstRegion = 1L << 20;
    private const long LargestSharedRegion = 64L << 20;
    private const int MostUnusedInBlock = 64 << 10;

    private static readonly Lock Gate = new();
    private static OnnxEnvironment? s_current;

    private readonly OnnxOptions _options;
    private readonly GCHandle _log;
    private readonly OrtHandle _handle;
    private readonly MemoryTrim _trim;
    private int _users;

    private OnnxEnvironment(OnnxOptions options, ILogger log)
    {
        _options = options;
        Api = OrtLibrary.Load(options.LibraryPath);
        _log = GCHandle.Alloc(log);
        try
        {
            _handle = CreateHandle();
            TurnTelemetryOff();
            RegisterArena();
            CpuMemory = new OrtHandle(Api, OrtSlot.ReleaseMemoryInfo, CreateMemoryInfo());
            _trim = new MemoryTrim(this, log);
        }
        catch (OrtException error)
        {
            CpuMemory?.Dispose();
            _handle?.Dispose();
            _log.Free();
            throw new ModelFaultException(
                new ModelFault(FaultCode.Internal, $"ONNX Runtime {Api.Version} cannot start ({OrtErrorText.CodeName(error.Code)})."), error);
        }
    }

    /// <summary>The function table.</summary>
    public OrtApi Api { get; }

    /// <summary>The environment itself, kept alive by each session on it.</summary>
    public OrtHandle Handle => _handle;

    /// <summary>Describes plain memory of this machine.</summary>
    public OrtHandle CpuMemory { get; }

    /// <summary>The process's environment, started when nobody uses one yet. Each call is matched by a <see cref="Dispose"/>.</summary>
    /// <exception cref="ModelFaultException">The library cannot be used.</exception>
    /// <exception cref="InvalidOperationException">Another engine of this process uses one with other settings.</exception>
    public static OnnxEnvironment Acquire(OnnxOptions options, ILogger log)
    {
        lock (Gate)
        {
            s_current ??= new OnnxEnvironment(options, log);
            if (s_current._options != options)
            {
                throw new InvalidOperationException("ONNX Runtime is already in use in this process with other settings; there is one per process.");
            }

            s_current._users++;
            return s_current;
        }
    }

    /// <summary>Adds a user, who disposes too.</summary>
    public OnnxEnvironment Share()
    {
        lock (Gate)
        {
            _users++;
            return this;
        }
    }

    /// <summary>Gives memory that no model needs back to the system.</summary>
    public void Trim() => _trim.Run();

    /// <summary>Ends one use; with the last one everything is freed.</summary>
    public void Dispose()
    {
        lock (Gate)
        {
            if (--_users > 0)
            {
                return;
            }

            s_current = null;
            _trim.Dispose();
            CpuMemory.Dispose();
            _handle.Dispose();
            _log.Free();
        }
    }

    private OrtHandle CreateHandle()
    {
        using OrtHandle threads = OrtHandle.Create(Api, OrtSlot.CreateThreadingOptions, OrtSlot.ReleaseThreadingOptions);
        Api.Set(OrtSlot.SetGlobalIntraOpNumThreads, threads.Address, _options.EffectiveIntraOpThreads(Environment.ProcessorCount));
        Api.Set(OrtSlot.SetGlobalInterOpNumThreads, threads.Address, 1);
        // Threads that spin for work steal the processor from other requests: measured at 0.4 of the throughput with 4 clients.
        Api.Set(OrtSlot.SetGlobalSpinControl, threads.Address, 0);
        nint made;
        fixed (byte* name = "edgeactors"u8)
        {
            delegate* unmanaged<nint, int, byte*, byte*, byte*, byte*, void> sink = &OrtLog.Write;
            Api.Check(((delegate* unmanaged<nint, nint, int, byte*, nint, nint*, nint>)Api[OrtSlot.CreateEnvWithCustomLoggerAndGlobalThreadPools])(
                (nint)sink, GCHandle.ToIntPtr(_log), OrtLog.Warning, name, threads.Address, &made));
        }

        return new OrtHandle(Api, OrtSlot.ReleaseEnv, made);
    }

    private void TurnTelemetryOff() => Api.Check(((delegate* unmanaged<nint, nint>)Api[OrtSlot.DisableTelemetryEvents])(_handle.Address));

    /// <summary>The size up to which regions that small tensors share may grow: a sixteenth of the budget, within bounds.</summary>
    internal static long SharedRegion(long memoryBudget) => Math.Clamp(memoryBudget / 16, FirstRegion, LargestSharedRegion);

    /// <summary>
    /// One arena for all models, because only a registered one can be bounded. Small tensors share regions: giving back takes time with
    /// the square of the number of regions, and a region per tensor meant a minute for what a loop had made in seconds. Regions
    /// stay small beside the budget, so that whole ones become free and can be given back.
    /// </summary>
    private void RegisterArena()
    {
        nint made;
        fixed (byte* limit = "max_mem"u8, strategy = "arena_extend_strategy"u8, first = "initial_chunk_size_bytes"u8,
            again = "initial_growth_chunk_size_bytes"u8, most = "max_power_of_two_extend_bytes"u8, unused = "max_dead_bytes_per_chunk"u8, name = "Cpu"u8)
        {
            byte** keys = stackalloc byte*[] { limit, strategy, first, again, most, unused };
            nuint* values = stackalloc nuint[]
            {
                (nuint)_options.MemoryBudget, PowersOfTwo, (nuint)FirstRegion, (nuint)FirstRegion, (nuint)SharedRegion(_options.MemoryBudget), MostUnusedInBlock,
            };
            Api.Check(((delegate* unmanaged<byte**, nuint*, nuint, nint*, nint>)Api[OrtSlot.CreateArenaCfgV2])(keys, values, 6, &made));
            using OrtHandle settings = new(Api, OrtSlot.ReleaseArenaCfg, made);
            Api.Check(((delegate* unmanaged<byte*, int, int, int, nint*, nint>)Api[OrtSlot.CreateMemoryInfo])(name, ArenaAllocator, 0, 0, &made));
            using OrtHandle memory = new(Api, OrtSlot.ReleaseMemoryInfo, made);
            Api.Check(((delegate* unmanaged<nint, nint, nint, nint>)Api[OrtSlot.CreateAndRegisterAllocator])(
                _handle.Address, memory.Address, settings.Address));
        }
    }

    private nint CreateMemoryInfo()
    {
        nint made;
        Api.Check(((delegate* unmanaged<int, int, nint*, nint>)Api[OrtSlot.CreateCpuMemoryInfo])(ArenaAllocator, 0, &made));
        return made;
    }
}
