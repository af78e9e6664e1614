using EdgeActors.Engines.Dlr.Interop;
using EdgeActors.Engines.Dlr.Loading;
using EdgeActors.Engines.Dlr.TensorRt;

namespace EdgeActors.Engines.Dlr.Running;

/// <summary>What it takes to make one more handle of a model.</summary>
/// <param name="Api">libdlr.</param>
/// <param name="Model">The model's folder.</param>
/// <param name="Device">The kind of device.</param>
/// <param name="CacheFolder">Where TensorRT keeps the model's engines; null for no cache.</param>
internal sealed record HandleRecipe(DlrApi Api, DlrFolder Model, DlrDevice Device, string? CacheFolder);

/// <summary>A handle with the thread that owns it.</summary>
internal sealed class OwnedHandle : IDisposable
{
    private readonly HandleThread _thread;
    private readonly DlrHandle _handle;

    private OwnedHandle(HandleThread thread, DlrHandle handle) => (_thread, _handle) = (thread, handle);

    /// <summary>Makes a handle. libdlr cannot be interrupted: when the wait ends early, the handle is freed as soon as it is made.</summary>
    /// <exception cref="DlrException">libdlr refuses the model.</exception>
    /// <exception cref="TimeoutException">It takes longer than <paramref name="limit"/>.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancelled"/> has fired.</exception>
    public static OwnedHandle Create(HandleRecipe recipe, TimeSpan limit, CancellationToken cancelled)
    {
        HandleThread thread = new("dlr");
        DlrHandle? made = null;
        try
        {
            DlrHandle handle = thread.Do(() => made = Open(recipe), limit, cancelled);
            return new OwnedHandle(thread, handle);
        }
        catch
        {
            // Behind the creation on the same thread, so that what is made too late is freed all the same.
            thread.Post(() => made?.Dispose());
            thread.Dispose();
            throw;
        }
    }

    /// <summary>Does something with the handle on its thread and waits for it, however long it takes.</summary>
    public T Do<T>(Func<DlrHandle, T> work) => _thread.Do(() => work(_handle));

    /// <summary>Frees the handle on its thread.</summary>
    /// <exception cref="DlrException">libdlr refuses; the handle is lost.</exception>
    public void Dispose()
    {
        try
        {
            _thread.Do(() =>
            {
                _handle.Dispose();
                return true;
            });
        }
        finally
        {
            _thread.Dispose();
        }
    }

    private static DlrHandle Open(HandleRecipe recipe)
    {
        ThreadFolder.Enter(recipe.CacheFolder);
        return DlrHandle.Create(recipe.Api, recipe.Model.Root, (int)recipe.Device);
    }
}
