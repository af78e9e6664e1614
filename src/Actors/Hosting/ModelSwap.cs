using Akka.Actor;
using Akka.Hosting;
using EdgeActors.Models;
using EdgeActors.Models.Prediction;
using EdgeActors.Models.Registry;
using EdgeActors.Models.Serving;
using EdgeActors.Models.Swap;
using EdgeActors.Models.Tensors;
using static EdgeActors.Models.ModelsProtocol;

namespace EdgeActors.Hosting;

/// <summary>Asks the registry on behalf of who swaps models; what only has to look reads the directory.</summary>
internal sealed class ModelSwap(IRequiredActor<ModelRegistryKey> registry, ModelDirectory directory, Predictor predictor) : IModelSwap
{
    public async Task<SwapAnswer> StageAsync(string handle, string folder, CancellationToken cancelled)
    {
        Task<SwapAnswer> staging = AskAsync(new SwapProtocol.Stage(handle, folder), cancelled);
        try
        {
            return await staging.WaitAsync(cancelled);
        }
        catch (OperationCanceledException)
        {
            // The load goes on, and nobody else will know its id.
            _ = ReleaseStagedAsync(staging);
            throw;
        }
    }

    public ValueTask<PredictOutcome> PredictAsync(long id, IReadOnlyList<RequestTensor> tensors, CancellationToken cancelled) =>
        predictor.PredictAsync(id, tensors, cancelled);

    public Task<SwapAnswer> PublishAsync(string handle, long id, CancellationToken cancelled) =>
        AskAsync(new SwapProtocol.Publish(handle, id), cancelled).WaitAsync(cancelled);

    public Task<SwapAnswer> WithdrawAsync(string handle, CancellationToken cancelled) =>
        AskAsync(new SwapProtocol.Withdraw(handle), cancelled).WaitAsync(cancelled);

    public Task<SwapAnswer> ReleaseAsync(long id, CancellationToken cancelled) =>
        AskAsync(new SwapProtocol.Release(id), cancelled).WaitAsync(cancelled);

    public ModelReading? Read(long id) => directory.TryFind(id, out ServingModel? model) ? ModelReadings.Of(model!) : null;

    public long? Find(string handle) => directory.TryFind(handle, out ServingModel? model) ? model!.Id : null;

    // The token ends the wait for the actor to be there; who asks waits for the answer as long as he likes.
    private async Task<SwapAnswer> AskAsync(SwapProtocol.ICommand command, CancellationToken cancelled)
    {
        if (directory.IsStopping)
        {
            return new SwapAnswer(PredictFaults.Stopping);
        }

        IActorRef models = await registry.GetAsync(cancelled);
        return await models.Ask<IModelsReply>(command, Timeout.InfiniteTimeSpan, CancellationToken.None) switch
        {
            ModelRefused refused => new SwapAnswer(refused.Fault),
            SwapProtocol.ModelStaged staged => new SwapAnswer(null, staged.Id, staged.Model),
            SwapProtocol.Swapped swapped => new SwapAnswer(null, swapped.Aside, swapped.Model),
            _ => new SwapAnswer(null),
        };
    }

    private async Task ReleaseStagedAsync(Task<SwapAnswer> staging)
    {
        await ((Task)staging).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (staging.IsCompletedSuccessfully && (await staging).Id is { } id)
        {
            await AskAsync(new SwapProtocol.Release(id), CancellationToken.None);
        }
    }
}
