using System.Collections.Concurrent;
using System.Collections.Immutable;
using EdgeActors.Engines.Dlr.Interop;
using EdgeActors.Engines.Dlr.Loading;
using EdgeActors.Engines.Dlr.Output;
using EdgeActors.Engines.Dlr.Running;
using EdgeActors.Engines.Dlr.TensorRt;
using EdgeActors.Models;
using EdgeActors.Models.Tensors;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Engines.Dlr;

/// <summary>The load of one model: its first handle, what that says of the model, and how further ones are made and freed.</summary>
internal sealed class DlrLoad(HandleRecipe recipe, DlrOptions options, DlrOutput output, TreeliteLeak leak, ILogger log)
{
    private string Folder => recipe.Model.Folder;

    /// <summary>Makes the session.</summary>
    /// <exception cref="ModelFaultException">FailedPrecondition, ResourceExhausted or Cancelled.</exception>
    public DlrSession Open(PackageMetadata metadata, HandleMemory memory, Func<long> residentBytes, CacheLease? cache, CancellationToken cancelled)
    {
        long before = residentBytes();
        OwnedHandle first = First(cancelled);
        // What the files have is counted at least: other work of the process may have given memory back meanwhile.
        long bytes = Math.Max(residentBytes() - before, recipe.Model.Bytes);
        memory.Take(bytes);
        try
        {
            (ImmutableArray<TensorSpec> inputs, ImmutableArray<TensorSpec> outputs) = first.Do(handle => Signature(handle, metadata));
            // TensorRT's cache takes one writer per model.
            int most = cache is null ? options.MaxHandles : 1;
            HandlePool pool = new(first, most, () => Another(memory, bytes), handle => Free(handle, memory, bytes));
            return new DlrSession(inputs, outputs, most, pool, new DlrRun(recipe.Model.Backend, inputs, outputs, options.MemoryBudget), cache);
        }
        catch
        {
            Free(first, memory, bytes);
            throw;
        }
    }

    private OwnedHandle First(CancellationToken cancelled)
    {
        ConcurrentQueue<string> printed = [];
        try
        {
            leak.ThrowIfFull(recipe.Api, recipe.Model);
            return output.Listen(() => OwnedHandle.Create(recipe, options.LoadLimit, cancelled), printed);
        }
        catch (DlrException error)
        {
            throw Refused($"{recipe.Api.Path} refuses it: {Reason(error, printed)}", error);
        }
        catch (TimeoutException error)
        {
            throw Refused($"DLR did not open it within {options.LoadLimit.TotalSeconds:0} s, and is left alone with it; check the package, or raise edgeactors_dlr_load_seconds", error);
        }
        catch (IOException error)
        {
            throw Refused(error.Message, error);
        }
        catch (ThreadStartException error)
        {
            throw new ModelFaultException(FaultCode.ResourceExhausted, $"The compiled model in '{Folder}' cannot be loaded: the system gives no thread for it.", error);
        }
        catch (OperationCanceledException error) when (cancelled.IsCancellationRequested)
        {
            throw new ModelFaultException(FaultCode.Cancelled, $"Loading the model in '{Folder}' was given up before it had finished.", error);
        }
    }

    // After a failed creation libdlr's last error is mostly empty; what it printed is all there is.
    private static string Reason(DlrException error, ConcurrentQueue<string> printed) =>
        DlrErrorText.Clean(string.Join('\n', printed)) is { } said && !error.HasReason ? said : error.Reason;

    private (ImmutableArray<TensorSpec> Inputs, ImmutableArray<TensorSpec> Outputs) Signature(DlrHandle handle, PackageMetadata metadata)
    {
        try
        {
            SignatureReader reader = new(handle, recipe.Model, metadata);
            return (reader.Inputs(), reader.Outputs());
        }
        catch (DlrException error)
        {
            throw Refused($"DLR does not tell its inputs and outputs: {error.Message}", error);
        }
    }

    private OwnedHandle? Another(HandleMemory memory, long bytes)
    {
        if (!memory.TryTake(bytes))
        {
            DlrLog.NoMemoryForMore(log, Folder, bytes);
            return null;
        }

        OwnedHandle? made = null;
        try
        {
            leak.ThrowIfFull(recipe.Api, recipe.Model);
            return made = OwnedHandle.Create(recipe, options.LoadLimit, CancellationToken.None);
        }
        catch (Exception refused) when (refused is DlrException or TimeoutException or IOException or ThreadStartException or ModelFaultException)
        {
            DlrLog.NoFurtherHandle(log, Folder, refused.Message);
            return null;
        }
        finally
        {
            if (made is null)
            {
                memory.Return(bytes);
            }
        }
    }

    private void Free(OwnedHandle handle, HandleMemory memory, long bytes)
    {
        try
        {
            handle.Dispose();
        }
        catch (DlrException refused)
        {
            DlrLog.NotFreed(log, Folder, refused.Reason);
        }

        memory.Return(bytes);
        leak.Count(recipe.Api, recipe.Model);
    }

    private ModelFaultException Refused(string why, Exception cause) =>
        new(FaultCode.FailedPrecondition, $"The compiled model in '{Folder}' cannot be loaded: {why}.", cause);
}
