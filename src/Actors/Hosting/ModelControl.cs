using Akka.Actor;
using Akka.Hosting;
using EdgeActors.Models;
using EdgeActors.Models.Prediction;
using EdgeActors.Models.Registry;

namespace EdgeActors.Hosting;

/// <summary>Asks the registry on behalf of the socket's methods.</summary>
internal sealed class ModelControl(IRequiredActor<ModelRegistryKey> registry, ModelDirectory directory) : IModelControl
{
    public async Task<ModelsProtocol.IModelsReply> AskAsync(object command, CancellationToken cancelled)
    {
        if (directory.IsStopping)
        {
            return new ModelsProtocol.ModelRefused(PredictFaults.Stopping);
        }

        IActorRef models = await registry.GetAsync(cancelled);
        return await models.Ask<ModelsProtocol.IModelsReply>(command, cancelled);
    }
}
