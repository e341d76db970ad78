import sys; sys.path.insert(0,'/tmp/f6/src')
from detente.exchange.deu_read import read_deu
from detente.forecast.accuracy import *
from detente.forecast import MODELS
import time,csv,numpy as np
t=read_deu('/work/shared/reference/cases/forecast/deu3_part.csv'); print(len(t.resolved), t.skipped)
asked={m:(m,{}) for m in MODELS if m not in('mean','exchange','spatial')}
asked|={'mean unweighted':('mean',{'weighting':'none'}),'mean salience':('mean',{'weighting':'salience'}),'median unw':('median',{'weighting':'none'}),
'nash rp cost1':('nash',{'disagreement':'reference','failure_cost':1.0}),'pce cond':('election',{'solver':'conditional'}),'chal code1':('challenge',{'variant':'scholz-code'})}
b=run_backtest(t.resolved,{}) 
t0=time.process_time()
from detente.errors import InvalidInput
res={}
for k,v in asked.items():
    try: b=run_backtest(t.resolved,{k:v}); s=b.scores[k]; print(k,s.issues,round(s.mae,2),round(s.rmse,2),round(s.median,2),round(s.near,3),s.crps, s.against)
    except InvalidInput as e: print(k,'ERR',e)
print('mean',b.scores['mean'])
F={r['isnr']:r for r in csv.DictReader(open('/work/shared/reference/cases/forecast/deu3_part_forecasts.csv'))}
for col,m,p in (('mean (unweighted)','mean',{'weighting':'none'}),('median (unweighted)','median',{'weighting':'none'}),('salience-weighted mean','mean',{'weighting':'salience'}),('compromise: power*salience mean','mean',{}),('power*salience weighted median','median',{}),('NBS quad weight power*salience, disagreement far (K=10)','nash',{}),('NBS quad symmetric, disagreement far (K=10)','nash',{'weighting':'none'}),('NBS abs weight power*salience, disagreement far (K=10)','nash',{'loss':'absolute'})):
    b=run_backtest(t.resolved,{'x':(m,p)}); f=b.forecasts['x']; ref=np.array([float(F[i][col]) for i in b.issues]); print(col, 'MAE ours',round(b.scores['x'].mae,2),'ref',round(np.abs(ref-b.outcomes).mean(),2),'equal',(np.abs(f-ref)<.06).mean())
print(time.process_time()-t0)
